"""Inbox -> workbooks, each read by a process with limits, each cell with what is known of it."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from etl.read.cells import Mend, Sheet, Workbook
from etl.read.evidence import number_of
from etl.read.still import digest, why_not

SUFFIXES = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv"}
_MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_OTHER = {".docx", ".pptx", ".doc", ".ppt", ".zip", ".msg", ".odt", ".odp", ".jar", ".part", ".tmp"}
_OF_THE_SYSTEM = {"thumbs.db", "ehthumbs.db", "desktop.ini"}  # what it keeps of a folder for itself


def list_inbox(inbox: Path) -> list[Path]:
    """The workbooks of an inbox and its folders, in a fixed order, known by name or by what they hold.

    Lock files, what a system keeps there for itself and everything in a hidden folder are left out.
    """
    files = (path for path in inbox.rglob("*") if path.is_file() and _is_open(path, inbox))
    return sorted(path for path in files if _is_workbook(path))


def _is_open(path: Path, inbox: Path) -> bool:
    return not any(part.startswith(("~$", ".")) for part in path.relative_to(inbox).parts)


def _is_workbook(path: Path) -> bool:
    suffix = path.suffix.casefold()
    if path.name.casefold() in _OF_THE_SYSTEM:
        return False
    if suffix in SUFFIXES or suffix in _OTHER:
        return suffix in SUFFIXES
    with path.open("rb") as file:
        return file.read(4) in _MAGIC


def open_files(inbox: Path) -> list[str]:
    """Names of the workbooks that somebody has open in a spreadsheet program: it locks them so."""
    return sorted(path.name.removeprefix("~$") for path in inbox.rglob("~$*") if path.is_file())


def name_of(path: Path, inbox: Path | None) -> str:
    """How a workbook is called everywhere: its path inside the inbox, composed (NFC).

    File names are UTF-8, also where the system's language says otherwise (`LC_ALL=C`).
    """
    name = path.relative_to(inbox).as_posix() if inbox else path.name
    return unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "replace"))


def read_all(
    inbox: Path | None, paths: list[Path], workers: int, known: Mapping[Path, str] | None = None
) -> Iterator[Workbook]:
    """The workbooks in order, `workers` of them at a time; `known` has their hashes (`digests`).

    A file whose hash is another one after reading changed meanwhile: none of it is used.
    """
    from etl.read.pool import (
        answers,
    )  # not needed in a reading process, which starts sooner without

    told = known if known is not None else {path: digest(path) for path in paths}
    sound = [path for path in paths if told[path]]
    replies = answers(sound, workers)
    for path in paths:
        name, sha256 = name_of(path, inbox), told[path]
        answer = next(replies) if sha256 else {}
        if not sha256 or digest(path) != sha256:
            yield Workbook(name, "", refused=why_not(path), detail={})
        else:
            yield _workbook(name, sha256, answer)


def read_workbook(path: Path, inbox: Path | None = None) -> Workbook:
    """The cells of one workbook, or the workbook with its reason for being refused."""
    return next(iter(list(read_all(inbox, [path], 1))))


def _workbook(name: str, sha256: str, answer: dict[str, Any]) -> Workbook:
    if "refused" in answer:
        return Workbook(name, sha256, refused=answer["refused"], detail=answer["detail"])
    from etl.read.mend import mended

    sheets = tuple(mended(_sheet(entry)) for entry in answer["sheets"])
    return Workbook(name, sha256, sheets=sheets, warnings=tuple(answer["warnings"]))


def _sheet(entry: dict[str, Any]) -> Sheet:
    return Sheet(
        name=unicodedata.normalize("NFC", entry["name"]),
        rows=entry["rows"],
        merges=tuple((a, b, c, d) for a, b, c, d in entry["merges"]),
        hidden_rows=frozenset(entry["hidden_rows"]),
        hidden_columns=frozenset(entry["hidden_columns"]),
        visible=entry["visible"],
        typed=entry.get("typed", True),
        tags={_at(place): text for place, text in entry["tags"].items()},
        mends={_at(place): Mend(*told) for place, told in entry["mends"].items()},
    )


def _at(place: str) -> tuple[int, int]:
    letters = place.rstrip("0123456789")
    return int(place[len(letters) :]) - 1, number_of(letters) - 1
