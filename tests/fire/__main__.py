"""`python -m tests.fire [N] [STORM …]`: all storms in full, or N attempts of each; what they broke."""

from __future__ import annotations

import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.fire.storm import Damage, Ground, changes, seconds_of, shoot, spread, strike

CRASHES, KILLS = 300, 200


def numbers(ground: Ground, wanted: int) -> list[int]:
    """So many of the changes that a build makes, evenly; all when it makes fewer."""
    last = min(len(changes(ground)), CRASHES)
    return sorted({round(n) for n in spread(1, last, min(wanted, last))})


def crashes(folder: Path, wanted: int) -> Damage:
    """A build over an older one dies at its n-th change."""
    ground = Ground.lay(folder)
    return strike(ground, numbers(ground, wanted), full=False)


def first_crashes(folder: Path, wanted: int) -> Damage:
    """The very first build dies at its n-th change."""
    ground = Ground.lay(folder, empty=True)
    return strike(ground, numbers(ground, wanted), full=False)


def full_disks(folder: Path, wanted: int) -> Damage:
    """The disk is full from the n-th change on."""
    ground = Ground.lay(folder)
    return strike(ground, numbers(ground, wanted), full=True)


def _shots(number: signal.Signals) -> Callable[[Path, int], Damage]:
    def storm(folder: Path, wanted: int) -> Damage:
        ground = Ground.lay(folder, review=wanted >= KILLS)
        return shoot(ground, spread(0, seconds_of(ground), wanted), number)

    return storm


STORMS: dict[str, Callable[[Path, int], Damage]] = {
    "crashes": crashes,
    "first_crashes": first_crashes,
    "full_disks": full_disks,
    "kills": _shots(signal.SIGKILL),
    "terminations": _shots(signal.SIGTERM),
    "interruptions": _shots(signal.SIGINT),
}


def main(words: list[str]) -> int:
    """Run storms; 0 when none broke anything."""
    wanted = int(words.pop(0)) if words and words[0].isdigit() else CRASHES
    broken = 0
    for name in words or STORMS:
        with tempfile.TemporaryDirectory(prefix="fire-") as folder:
            started = time.monotonic()
            tries = (
                min(wanted, KILLS)
                if name not in ("crashes", "first_crashes", "full_disks")
                else wanted
            )
            damage = STORMS[name](Path(folder), tries)
        print(f"{name}: {damage}; {time.monotonic() - started:.0f} s", flush=True)
        broken += len(damage.broken)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
