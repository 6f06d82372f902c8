"""What went wrong with disk, key or terminal -> one sentence and an exit code."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from typing import NoReturn

from catalog.messages import message
from etl.findings import Exit

DISK = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EROFS: "read_only",
    errno.EACCES: "no_access",
    errno.EPERM: "no_access",
}


class DamagedKey(Exception):
    """The key's file is there and does not hold a key: another one would change every household's id."""


def of_disk(error: OSError, language: str) -> int:
    """Say why the disk did not take or give what was asked; exit code 60."""
    reason = os.strerror(error.errno) if error.errno else type(error).__name__
    return told(Exit.DISK, DISK.get(error.errno or 0, "disk"), language, reason)


def told(code: int, key: str, language: str, found: str = "", expected: str = "") -> int:
    """Say a sentence of the catalog on standard error; the exit code that was given."""
    say(message(f"command.{key}", language, {"found": found, "expected": expected}))
    return int(code)


def say(text: str) -> None:
    """A line on standard error, if anybody listens."""
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(text + "\n")
        sys.stderr.flush()


def write_utf8() -> None:
    """Standard output carries Vietnamese wherever it goes, whatever the system's own encoding is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def leave(code: int) -> NoReturn:
    """End with this code at once: what nobody takes (a full disk, no reader) is let go, nothing is said.

    Python's own way out would answer a late signal as if nobody had been asked.
    """
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)
