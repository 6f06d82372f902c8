"""A process whose n-th change to the disk goes wrong: it dies there, or the disk is full from there on."""

from __future__ import annotations

import builtins
import errno
import io
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

KILLED = 137
EVENTS = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.chmod", "os.truncate"}
NEEDS_ROOM = {"open", "write", "fsync", "os.mkdir", "os.rename", "os.link"}
_open: Callable[..., Any] = io.open
_fsync = os.fsync


@dataclass
class Hazard:
    """Counts the changes below `roots`; `at` is the one that goes wrong (0: none)."""

    roots: tuple[Path, ...]
    at: int = 0
    full: bool = False
    seen: list[tuple[str, str]] = field(default_factory=list)

    def arm(self) -> None:
        """From now on, in this process: there is no way back."""
        sys.addaudithook(self._audit)
        os.fsync = self._sync
        builtins.open = io.open = self._opened  # type: ignore[assignment]

    def step(self, kind: str, path: object, torn: Callable[[], object] = lambda: None) -> None:
        """One change; `torn` leaves it half done."""
        self.seen.append((kind, str(path)))
        if self.full and 0 < self.at <= len(self.seen) and kind in NEEDS_ROOM:
            torn()
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        if not self.full and len(self.seen) == self.at:
            torn()
            os._exit(KILLED)

    def below(self, path: object) -> bool:
        """Whether a path lies in one of the folders that are watched."""
        if not isinstance(path, str | bytes | os.PathLike):
            return False
        found = Path(os.fsdecode(path))
        return any(root == found or root in found.parents for root in self.roots)

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and len(arguments) == 3:
            path, _, flags = arguments
            if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and self.below(path):
                self.step("open", path)
        elif event in EVENTS and (self.below(arguments[0]) or _in_a_folder_by_handle(arguments)):
            self.step(event, arguments[1] if event == "os.rename" else arguments[0])

    def _sync(self, handle: int) -> None:
        place = f"/proc/self/fd/{handle}"
        self.step("fsync", Path(place).readlink() if Path(place).exists() else handle)
        _fsync(handle)

    def _opened(self, path: Any, mode: str = "r", *more: Any, **named: Any) -> Any:
        file = _open(path, mode, *more, **named)
        return _Watched(file, self) if set(mode) & set("wax+") and self.below(path) else file


class _Watched:
    """A file that counts its writes."""

    def __init__(self, file: Any, hazard: Hazard) -> None:
        self._file, self._hazard = file, hazard

    def write(self, content: Any) -> int:
        """Write, unless this is the one that goes wrong: then half of it."""

        def torn() -> None:
            self._file.write(content[: len(content) // 2])
            self._file.flush()

        self._hazard.step("write", self._file.name, torn)
        return int(self._file.write(content))

    def __enter__(self) -> _Watched:
        return self

    def __exit__(self, *why: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def _in_a_folder_by_handle(arguments: tuple[Any, ...]) -> bool:
    """`shutil.rmtree` names what it removes by the handle of its folder."""
    return isinstance(arguments[-1], int) and arguments[-1] >= 0


def in_child(act: Callable[[], int], output: Path) -> int:
    """Run something in a fork of this process; its exit code; what it says goes to a file."""
    child = os.fork()
    if child == 0:
        code = 99
        try:
            said = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(said, 1)
            os.dup2(said, 2)
            sys.stdout, sys.stderr = (_open(handle, "w", encoding="utf-8") for handle in (1, 2))
            code = act()
            sys.stdout.flush()
            sys.stderr.flush()
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
