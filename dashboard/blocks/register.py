"""Register: the reviews and who approved them, the builds and which one is in use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from dashboard.approval import Judged
from dashboard.blocks.intake import table
from dashboard.data import Data
from dashboard.history import Build
from dashboard.minutes import Lock, Review
from dashboard.words import day, number, safe, say


def moment(tongue: str, when: str | datetime) -> str:
    """Day and time of the clock on the wall."""
    known = datetime.fromisoformat(when) if isinstance(when, str) else when
    return f"{day(tongue, known.date())} {known:%H:%M}"


def review_name(tongue: str, data: Data, review: Review) -> str:
    """`Thạnh Hải, năm 2025`; a regular review by its day."""
    on = date.fromisoformat(review.date) if review.date else None
    place = _place(data, review.commune_code, on)
    if review.round == "regular" and on:
        return say(tongue, "intake.review_regular", place=place, day=on)
    return say(tongue, "intake.review_name", place=place, year=review.year)


def _place(data: Data, code: str, on: date | None) -> str:
    rows = [r for r in data.rows("place") if r["place_code"] == code]
    then = [r for r in rows if on is None or r["valid_from"] <= on <= (r["valid_to"] or date.max)]
    return str((then or rows or [{"name": code}])[-1]["name"])


def reviews(tongue: str, data: Data, judged: Sequence[Judged]) -> str:
    """The reviews of the figures in use: workbooks, preliminary or approved, by whom."""
    names = ("review", "workbooks", "standing", "approved_by", "note")
    heads = [say(tongue, f"intake.{name}") for name in names]
    return table("", heads, [_review(tongue, data, j) for j in judged], "ttttt")


def _review(tongue: str, data: Data, found: Judged) -> list[str]:
    lock = found.lock
    on = {"day": lock.day.date()} if lock else {}
    standing = say(tongue, f"standing.{found.standing}", **on)
    files = "<br>".join(safe(file) for file, _ in found.review.files)
    name = safe(review_name(tongue, data, found.review))
    said = [safe(lock.approved_by), safe(lock.note) or "—"] if lock else ["—", "—"]
    return [name, files, safe(standing), *said]


def approvals(tongue: str, data: Data, locks: Sequence[Lock]) -> str:
    """Every approval that was ever given, and who lifted it, why."""
    names = ("review", "approved_by", "approved_at", "note", "lifted_by")
    heads = [say(tongue, f"intake.{name}") for name in names]
    rows = [
        [
            safe(review_name(tongue, data, lock.review)),
            safe(lock.approved_by),
            safe(moment(tongue, lock.approved_at)),
            safe(lock.note) or "—",
            "—" if lock.in_force else safe(_lifted(tongue, lock)),
        ]
        for lock in locks
    ]
    return table("", heads, rows, "ttttt")


def _lifted(tongue: str, lock: Lock) -> str:
    when = moment(tongue, lock.lifted_at)
    return say(tongue, "intake.lifted_why", who=lock.lifted_by, when=when, reason=lock.reason)


def builds(tongue: str, found: Sequence[Build], live: str) -> str:
    """The builds that are there: when, from how many files, with how many doubts, which is in use."""
    names = ("build", "made", "kind", "file_count", "errors", "warnings", "standing")
    heads = [say(tongue, f"intake.{name}") for name in names]
    rows = [
        [
            safe(build.id),
            safe(moment(tongue, build.made)),
            safe(say(tongue, "intake.made_up" if build.illustrative else "intake.real")),
            *(safe(number(tongue, n)) for n in (build.files, build.errors, build.warnings)),
            safe(say(tongue, "intake.live" if build.id == live else "intake.not_live")),
        ]
        for build in found
    ]
    return table("", heads, rows, "tttnnnt")
