"""Files that people drop -> the inbox, and back out of it: nothing is lost, nothing stays by accident."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
import time
import unicodedata
import weakref
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PureWindowsPath

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv")
REPLACED = ".replaced"  # the reader looks into no folder that begins with a dot
LONGEST = 120
OLD_SECONDS = 24 * 3600
PREFIX = "thanh-hai-intake-"
_NOT_IN_NAMES = re.compile(r'[<>:"|?*`\x00-\x1f\x7f]')


def clean_name(name: str) -> str:
    """A file's own name without folders, as every system can write it; "" for what is no workbook."""
    last = PureWindowsPath(unicodedata.normalize("NFC", name).strip()).name
    path = Path(_NOT_IN_NAMES.sub("_", last).lstrip(". ").rstrip(". "))
    if path.suffix.casefold() not in SUFFIXES or path.name.startswith("~$"):
        return ""
    return path.stem[:LONGEST].rstrip(". ") + path.suffix


class Desk:
    """A folder of one visitor's own, outside the inbox: what lies there is about households."""

    def __init__(self) -> None:
        sweep()
        self.folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
        self._clear = weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)

    def clear(self) -> None:
        """Remove the folder; at the latest the end of the server does."""
        self._clear()

    def lay(self, name: str, content: bytes) -> Path:
        """Put a dropped file on the desk; the same content is laid once."""
        folder = self.folder / hashlib.sha256(name.encode() + content).hexdigest()[:16]
        path = folder / name
        if not path.exists():
            folder.mkdir(exist_ok=True)
            path.write_bytes(content)
        return path

    def beside(self, path: Path, inbox: Path) -> Path:
        """The file among copies of the workbooks of the inbox, as commands about one file see it."""
        folder = path.parent / "beside"
        shutil.rmtree(folder, ignore_errors=True)
        if inbox.is_dir():
            shutil.copytree(inbox, folder, ignore=shutil.ignore_patterns(".*", "~$*"))
        folder.mkdir(exist_ok=True)
        return Path(shutil.copyfile(path, folder / path.name))


def sweep() -> None:
    """Remove the desks of servers that were killed."""
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        owner = path.name.removeprefix(PREFIX).partition("-")[0]
        if not _is_used(path, int(owner) if owner.isdigit() else 0):
            shutil.rmtree(path, ignore_errors=True)


def _is_used(path: Path, owner: int) -> bool:
    """Whether the server that made a desk lives; on Windows, where to ask is to end it, its age tells."""
    try:
        if os.name == "nt":
            return time.time() - path.stat().st_mtime < OLD_SECONDS
        os.kill(owner, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return owner != 0


@dataclass(frozen=True)
class Placed:
    """A file that was put into the inbox, and the copy of what stood there before."""

    target: Path
    kept: Path | None


def put_in(file: Path, inbox: Path) -> Placed | None:
    """Put a file into the inbox under its own name; None when it stands there already. OSError.

    Another file of that name is kept aside first, so that at no moment there is none.
    """
    target = _place(inbox, file.name)
    if target.exists() and _digest(target) == _digest(file):
        return None
    kept = _keep(target, inbox) if target.exists() else None
    fresh = target.with_name(f".{os.getpid()}-{target.name}.part")
    try:
        shutil.copyfile(file, fresh)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    return Placed(target, kept)


def put_back(placed: Placed) -> None:
    """Make the inbox as it was before `put_in`. OSError."""
    if placed.kept is None:
        placed.target.unlink(missing_ok=True)
    else:
        placed.kept.replace(placed.target)


def take_out(name: str, inbox: Path) -> None:
    """Keep a file of the inbox aside: another one has taken its place for good. OSError."""
    target = inbox / name
    if target.exists():
        _keep(target, inbox)
        target.unlink()


def filed(inbox: Path) -> list[Path]:
    """The files of the inbox that the reader looks at."""
    return [
        path
        for path in inbox.rglob("*")
        if path.is_file() and not any(p.startswith(".") for p in path.relative_to(inbox).parts)
    ]


def _place(inbox: Path, name: str) -> Path:
    """Where a file of that name stands in the inbox, in whatever spelling of its marks; else its top."""
    same = [path for path in filed(inbox) if unicodedata.normalize("NFC", path.name) == name]
    return same[0] if len(same) == 1 else inbox / name


def _keep(target: Path, inbox: Path) -> Path:
    """A copy of a file of the inbox, named by what it was before."""
    folder = inbox / REPLACED
    folder.mkdir(exist_ok=True)
    moment = datetime.now()
    while True:
        name = f"{target.stem} (trước {moment:%Y-%m-%d %H%M%S}){target.suffix}"
        if not (folder / name).exists():
            return Path(shutil.copy2(target, folder / name))
        moment = datetime.fromtimestamp(moment.timestamp() + 1)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
