"""Whatever kills a build, and wherever: a reader sees a whole build, and the next build mends the rest."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.fire.conftest import FIRE
from tests.fire.storm import Damage, Ground, changes, seconds_of, shoot, spread, strike

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs fork and signals")


def some(made: list[tuple[str, str]], wanted: int) -> list[int]:
    """So many of the changes, and each of those around the moment of publishing."""
    pointed = next(n for n, (_, path) in enumerate(made) if path.endswith("CURRENT.tmp"))
    few = {round(n) for n in spread(1, len(made), max(FIRE, wanted))}
    return sorted(few | set(range(pointed - 4, pointed + 6)))


def held(damage: Damage) -> None:
    assert damage.struck, "nothing was hit: the test is blind"
    assert not damage.broken, str(damage)


def test_a_crash_at_any_change_of_the_disk_leaves_a_whole_build(
    ground: Ground, made: list[tuple[str, str]]
) -> None:
    held(strike(ground, some(made, 12), full=False))


def test_a_crash_in_the_very_first_build_leaves_nothing_or_a_whole_build(tmp_path: Path) -> None:
    ground = Ground.lay(tmp_path, empty=True)
    held(
        strike(
            ground, [round(n) for n in spread(1, len(changes(ground)), max(FIRE, 5))], full=False
        )
    )


def test_a_disk_that_fills_up_at_any_change_leaves_the_old_build_and_says_so(
    ground: Ground, made: list[tuple[str, str]]
) -> None:
    held(strike(ground, some(made, 2), full=True))


@pytest.mark.parametrize(
    ("number", "times"), [(signal.SIGKILL, 8), (signal.SIGTERM, 3), (signal.SIGINT, 2)]
)
def test_a_signal_at_any_instant_leaves_a_whole_build(
    number: signal.Signals, times: int, ground: Ground
) -> None:
    held(shoot(ground, spread(0, 0.8 * seconds_of(ground), max(FIRE, times)), number))


def test_what_a_build_writes_is_on_the_disk_before_anything_points_to_it(
    made: list[tuple[str, str]],
) -> None:
    at = {step: place for place, step in enumerate(made)}
    fresh = {Path(p) for kind, p in made if kind == "os.mkdir" and "/builds/.tmp-" in p}
    root = min(fresh, key=lambda p: len(p.parts))
    files = [p for kind, p in made if kind == "open" and p.startswith(str(root))]
    last = [place for place, (kind, p) in enumerate(made) if kind == "write"]
    folders = [at["fsync", str(folder)] for folder in fresh]
    placed = next(
        at[k, p] for k, p in made if k == "os.rename" and "/builds/" in p and ".tmp" not in p
    )
    warehouse = root.parents[1]
    pointed = at["os.rename", str(warehouse / "CURRENT")]
    assert len(files) > 40
    assert all(at["open", p] < at["write", p] < at["fsync", p] < min(folders) for p in files)
    assert max(folders) < placed < at["fsync", str(root.parent)]
    assert at["fsync", str(root.parent)] < at["open", str(warehouse / "published.log")]
    assert (
        at["fsync", str(warehouse / "published.log")] < at["open", str(warehouse / "CURRENT.tmp")]
    )
    assert max(last) < at["fsync", str(warehouse / "CURRENT.tmp")] < pointed
    assert made[pointed + 1] == ("fsync", str(warehouse))


def test_a_build_writes_nowhere_but_in_the_warehouse_and_the_state(
    ground: Ground, tmp_path: Path
) -> None:
    before = {p: p.stat().st_mtime_ns for p in ground.inbox.rglob("*")}
    place = ground.copy()
    from tests.fire import scene

    assert scene.run(scene.command(ground.inbox, place), tmp_path).returncode == 0
    assert {p: p.stat().st_mtime_ns for p in ground.inbox.rglob("*")} == before
    assert not list(tmp_path.iterdir())
    assert {path.name for path in place.iterdir()} == {"warehouse", "state"}
