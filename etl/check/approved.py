"""Reviews of a build beside approved ones: what fed an approved review may not change unseen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from etl.findings import Finding
from etl.locks import Lock
from etl.relate.places import Places
from etl.tidy import TidySheet

Row = dict[str, Any]
Key = tuple[str, int, str, str]


def reviews_of(sheets: Iterable[TidySheet], content: Mapping[str, str]) -> list[Row]:
    """The reviews of a build, each with the workbooks whose rows fed it and what stands for their content."""
    found: dict[Key, Row] = {}
    for sheet in sheets:
        info = sheet.info
        read = sheet.records or sheet.set_aside
        if sheet.form.info != "review" or not read or not info.year:
            continue
        day = info.date.isoformat() if info.date else ""
        review = found.setdefault(
            _key(info.commune_code, info.year, info.round, day),
            {
                "commune_code": info.commune_code, "review_year": info.year,
                "review_round": info.round, "review_date": day, "files": {},
            },
        )  # fmt: skip
        review["files"][sheet.file] = content[sheet.file]
        review["review_date"] = max(review["review_date"], day)
    return [found[key] for key in sorted(found)]


def _key(commune: str, year: int, kind: str, day: str) -> Key:
    """Which review is meant: the annual one of a year, or a regular one by its date."""
    return commune, year, kind, day if kind == "regular" else ""


def changed_since_approval(
    locks: Iterable[Lock], reviews: Iterable[Row], places: Places, *, illustrative: bool
) -> list[Finding]:
    """A gate for each approved review that now comes from other content; same content, other name passes.

    Made-up reviews never lock real ones, nor the other way round.
    """
    now = {
        _key(r["commune_code"], r["review_year"], r["review_round"], r["review_date"]): r["files"]
        for r in reviews
    }
    return [
        found
        for lock in locks
        if lock.illustrative == illustrative
        for found in _differences(lock, now.get(_key_of(lock), {}), places)
    ]


def _key_of(lock: Lock) -> Key:
    return _key(lock.commune_code, lock.review_year, lock.review_round, lock.review_date)


def _differences(lock: Lock, now: Mapping[str, str], places: Places) -> Iterable[Finding]:
    approved = dict(lock.files)
    name = _name(lock, places)
    for file, sha256 in sorted(now.items()):
        if sha256 not in approved.values():
            yield _gate("gate.locked", file, name)
    for file, sha256 in sorted(approved.items()):
        if sha256 not in now.values() and file not in now:
            yield _gate("gate.locked_missing", file, name)


def _gate(message_key: str, file: str, review: str) -> Finding:
    return Finding("error", "gate.locked", file, found=review, message_key=message_key)


def _name(lock: Lock, places: Places) -> str:
    """`Xã Thạnh Hải, 2025`; a regular review by its day."""
    day = date.fromisoformat(lock.review_date) if lock.review_date else None
    unit = places.unit(lock.commune_code, day) or places.unit(lock.commune_code, None)
    place = unit["name"] if unit else lock.commune_code
    regular = day is not None and lock.review_round == "regular"
    return f"{place}, {day:%d/%m/%Y}" if regular else f"{place}, {lock.review_year}"
