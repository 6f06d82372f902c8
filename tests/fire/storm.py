"""Storms -> what they broke: crashes and full disks at the n-th change, kills and signals at any instant."""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from etl.__main__ import main
from etl.findings import Exit
from etl.publish.pointer import current
from tests.fire import scene
from tests.fire.hazard import KILLED, Hazard, in_child


@dataclass
class Damage:
    """What was tried, how often it struck, what a reader saw afterwards, and what it broke."""

    tried: int = 0
    struck: int = 0
    old: int = 0
    new: int = 0
    broken: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        told = f"{self.tried} tried, {self.struck} struck, {self.old} old, {self.new} new"
        return "\n  ".join([f"{told}, {len(self.broken)} broken", *self.broken[:10]])


@dataclass(frozen=True)
class Ground:
    """A warehouse as it was before, and the inbox of the next build; each attempt has a copy of it."""

    folder: Path
    inbox: Path
    live: str

    @staticmethod
    def lay(folder: Path, *, empty: bool = False, review: bool = False) -> Ground:
        """With a live build and older ones that are ripe to be cleared up, or with nothing at all."""
        old, _ = scene.inboxes(folder, review=review)
        new = scene.saved_again(old, folder / "again")
        (folder / "before").mkdir()
        live = "" if empty else scene.lived_in(old, folder / "before")
        return Ground(folder, new, live)

    def copy(self) -> Path:
        """A fresh copy to set fire to."""
        shutil.rmtree(self.folder / "now", ignore_errors=True)
        return shutil.copytree(self.folder / "before", self.folder / "now")

    def look(self, place: Path, damage: Damage, name: str) -> None:
        """What a reader sees after the storm, and whether the next build mends it."""
        warehouse, said = place / "warehouse", place / "said"
        seen = current(warehouse) or ""
        damage.old += seen == self.live
        damage.new += seen != self.live
        complete = {path.name for path in warehouse.glob("builds/[0-9a-f]*")}
        young = complete - {f"{number:016x}" for number in range(scene.RETIRED)}
        allowed = young | ({""} if not self.live else set())
        damage.broken += [f"{name}: {w}" for w in scene.what_is_wrong(warehouse, allowed)]
        code = in_child(lambda: main(scene.words(self.inbox, place)), said)
        if code:
            damage.broken.append(f"{name}: the next build left {code}, {said.read_text('utf-8')}")
        after = {current(warehouse) or "?"} - {self.live}
        damage.broken += [f"{name}, next: {w}" for w in scene.what_is_wrong(warehouse, after)]
        damage.broken += [f"{name}: {left} lies about" for left in scene.leavings(warehouse)]


def changes(ground: Ground) -> list[tuple[str, str]]:
    """Each change to the disk of one build that goes well: what, and to what."""
    place, log = ground.copy(), ground.folder / "changes"

    def build() -> int:
        hazard = Hazard((place,))
        hazard.arm()
        code = main(scene.words(ground.inbox, place))
        lines = [f"{kind}\t{path}" for kind, path in hazard.seen]
        log.write_text("\n".join(lines), "utf-8")
        return code

    assert in_child(build, ground.folder / "said") == 0, (ground.folder / "said").read_text()
    lines = log.read_text("utf-8").splitlines()
    return [(kind, path) for kind, _, path in (line.partition("\t") for line in lines)]


def strike(ground: Ground, numbers: Iterable[int], *, full: bool) -> Damage:
    """The n-th change of a build kills it (or finds the disk full), for each n."""
    damage = Damage()
    for number in numbers:
        place, said = ground.copy(), ground.folder / "said"

        def build(place: Path = place, number: int = number) -> int:
            Hazard((place,), number, full).arm()
            return main(scene.words(ground.inbox, place))

        code = in_child(build, said)
        damage.tried += 1
        damage.struck += code == (Exit.DISK if full else KILLED)
        text = said.read_text("utf-8")
        if "Traceback" in text or code not in (0, Exit.DISK if full else KILLED):
            damage.broken.append(f"change {number}: {code}, {text[-300:]}")
        if full and code == Exit.DISK and "Đĩa đã đầy" not in text:
            damage.broken.append(f"change {number}: {text[-300:]}")
        if full and scene.leavings(place / "warehouse") not in ([], ["CURRENT.tmp"]):
            damage.broken.append(f"change {number}: leavings on a full disk")
        ground.look(place, damage, f"change {number}")
    return damage


def shoot(ground: Ground, instants: Iterable[float], number: signal.Signals) -> Damage:
    """A signal reaches a running build after so many seconds, for each of them."""
    codes = {signal.SIGKILL: -9, signal.SIGTERM: 143, signal.SIGINT: 130}
    damage = Damage()
    for instant in instants:
        place = ground.copy()
        with subprocess.Popen(
            scene.command(ground.inbox, place), cwd=scene.ROOT,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        ) as running:  # fmt: skip
            if number != signal.SIGKILL:
                listens(running.pid)
            time.sleep(instant)
            running.send_signal(number)
            text = running.communicate(timeout=60)[0].decode("utf-8")
        damage.tried += 1
        damage.struck += running.returncode != 0
        if "Traceback" in text or running.returncode not in (0, codes[number]):
            damage.broken.append(f"{instant:.3f} s: {running.returncode}, {text[-300:]}")
        if not gone(place.parent):
            damage.broken.append(f"{instant:.3f} s: a reading child lives on")
        ground.look(place, damage, f"{instant:.3f} s")
    return damage


def listens(process: int) -> None:
    """Wait until a process asks to be told of SIGTERM: until then Python itself is starting (Linux)."""
    for _ in range(1000):
        status = Path(f"/proc/{process}/status").read_text("ascii", "replace")
        caught = next((n for n in status.splitlines() if n.startswith("SigCgt:")), "SigCgt:0")
        if int(caught.split(":")[1], 16) >> (signal.SIGTERM - 1) & 1:
            return
        time.sleep(0.002)


def gone(folder: Path) -> bool:
    """Whether no reading child is left, a moment after its parent died."""
    for _ in range(100):
        if not scene.readers_of(folder):
            return True
        time.sleep(0.02)
    return False


def seconds_of(ground: Ground) -> float:
    """How long a build takes here and now."""
    started = time.monotonic()
    assert scene.run(scene.command(ground.inbox, ground.copy())).returncode == 0
    return time.monotonic() - started


def spread(first: float, last: float, number: int) -> list[float]:
    """So many instants from the first to the last."""
    return [first + (last - first) * step / max(number - 1, 1) for step in range(number)]
