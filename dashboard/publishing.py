"""Dropped files -> a new build, beside the page: a reader who leaves half-way changes nothing."""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from dashboard import commands, succeeded
from dashboard.received import Placed, put_back, put_in, take_out

_ONE = threading.Lock()
_STEP = re.compile(r"^\[(\d+)/(\d+)\] (.*)$")
FINE, DOUBTS, REFUSED, GATE, BUSY, DISK = 0, 10, 20, 30, 50, 60
TRIES, PAUSE = 60, 1.0


class Ending(StrEnum):
    """What came of it."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    DOUBTS = "doubts"
    REFUSED = "refused"
    STOPPED = "stopped"
    BUSY = "busy"
    DISK = "disk"
    FAILED = "failed"


@dataclass
class Publishing:
    """One publication: how far it is, and what came of it. Runs in a thread of its own."""

    files: tuple[Path, ...]
    language: str
    accept: str = ""
    supersede: tuple[str, ...] = ()
    by: str = ""
    done: int = 0
    of: int = 0
    file: str = ""
    ending: Ending | None = None
    report: dict[str, Any] = field(default_factory=dict)

    @property
    def running(self) -> bool:
        """Whether it is still going on."""
        return self.ending is None

    @property
    def went_in(self) -> bool:
        """Whether the files are now part of the figures."""
        return self.ending in (Ending.PUBLISHED, Ending.UNCHANGED, Ending.DOUBTS)

    @property
    def stops(self) -> list[dict[str, Any]]:
        """The gates that stopped it."""
        found: list[dict[str, Any]] = self.report.get("stops", [])
        return [] if self.ending is Ending.REFUSED else found

    @property
    def new_versions(self) -> list[str]:
        """Our files that stopped at the gate because the inbox has another workbook of their review.

        Where neither of two is ours (one keeps other reviews too, so that both stayed), each may be the one.
        """
        ours, found = [file.name for file in self.files], dict[str, None]()
        for stop in self.stops:
            if "two_workbooks" in stop["rule"]:
                said = f"{stop['file']}, {stop['found']}"
                mine = [name for name in ours if name in said]
                other = stop["found"].removesuffix(f", {stop['file']}")
                found |= dict.fromkeys(mine or [other, stop["file"]])
        return list(found)

    def start(self) -> Publishing:
        """Begin; the page asks how far it is."""
        threading.Thread(target=self._run, daemon=False).start()
        return self

    def _run(self) -> None:
        ending = Ending.FAILED
        try:
            with _ONE:  # two publications at once would put each other's files back
                ending = self._publish()
        except OSError:
            ending = Ending.DISK
        finally:
            self.ending = ending

    def _publish(self) -> Ending:
        """Into the inbox, build, and out again unless the files are now part of the figures."""
        placed: list[Placed] = []
        code = -1
        try:
            for file in self.files:
                new = put_in(file, commands.inbox())
                placed += [new] if new else []
            code = self._build_when_free()
        finally:
            if code not in (FINE, DOUBTS, REFUSED) or self._refused():
                for one in reversed(placed):
                    put_back(one)
        return self._end(code)

    def _end(self, code: int) -> Ending:
        if self._refused():
            told = self.report
            if code != GATE:
                self._build_when_free()  # without the refused file, as it was before
            self.report = told
            return Ending.REFUSED
        if code in (FINE, DOUBTS, REFUSED):
            self._keep_superseded_aside()
            plain = Ending.UNCHANGED if self.report.get("unchanged") else Ending.PUBLISHED
            return plain if code == FINE else Ending.DOUBTS
        return {GATE: Ending.STOPPED, BUSY: Ending.BUSY, DISK: Ending.DISK}.get(code, Ending.FAILED)

    def _refused(self) -> bool:
        """Whether one of our files was refused after all."""
        names = {file.name for file in self.files}
        entries = self.report.get("files", [])
        return any(e["status"] == "refused" and Path(e["file"]).name in names for e in entries)

    def _keep_superseded_aside(self) -> None:
        for entry in self.report.get("files", []):
            if entry["reason"] == "file.superseded":
                take_out(entry["file"], commands.inbox())
        with contextlib.suppress(OSError):  # published all the same; the gate will ask again
            pairs = succeeded.replaced_in_part(self.report)
            succeeded.remember(pairs, commands.inbox(), self.by)

    def _build_when_free(self) -> int:
        """Build; while somebody else builds, wait for them."""
        for _ in range(TRIES):
            code = self._build()
            if code != BUSY:
                return code
            time.sleep(PAUSE)
        return BUSY

    def _build(self) -> int:
        """Run the command, follow its lines, keep its report."""
        order = commands.build(self.language, self.accept, self.supersede)
        with tempfile.TemporaryFile() as output:
            with subprocess.Popen(
                order, cwd=commands.ROOT, env=commands.environment(), stdout=output,
                stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, encoding="utf-8",
                errors="replace",
            ) as child:  # fmt: skip
                for line in child.stderr or ():
                    self._follow(line)
            output.seek(0)
            self.report = _last_object(output.read().decode("utf-8", "replace"))
        return child.returncode

    def _follow(self, line: str) -> None:
        step = _STEP.match(line.strip())
        if step:
            self.done, self.of, self.file = int(step[1]), int(step[2]), step[3]


def _last_object(output: str) -> dict[str, Any]:
    lines = output.strip().splitlines()
    try:
        found = json.loads(lines[-1]) if lines else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
