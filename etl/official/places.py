"""The list of places -> the hamlets of a review in the office's order, and what they were part of before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

Row = dict[str, Any]
OLD = " (cũ)"


@dataclass(frozen=True)
class Place:
    """A hamlet on a day; `former` is the commune that it was part of before, "" when it was in no other."""

    code: str
    name: str
    former: str


def hamlets_of(places: list[Row], codes: Iterable[str], day: date) -> tuple[Place, ...]:
    """The hamlets with these codes as they were on a day, in the order of the list of places."""
    wanted = set(codes)
    found = dict.fromkeys(
        row["place_code"]
        for row in places
        if row["level"] == "hamlet" and row["place_code"] in wanted
    )
    return tuple(
        Place(code, name_of(places, "hamlet", code, day), _former(places, code, day))
        for code in (*found, *sorted(wanted - found.keys()))
    )


def codes_of(places: list[Row], commune: str, day: date) -> set[str]:
    """The codes of the hamlets that a commune had on a day, as the list of places has them."""
    return {
        row["place_code"]
        for row in places
        if row["level"] == "hamlet" and row["parent_code"] == commune and _is_valid(row, day)
    }


def name_of(places: list[Row], level: str, code: str, day: date) -> str:
    """What a place was called on a day; its code when nobody says."""
    named = [r for r in places if (r["level"], r["place_code"]) == (level, code)]
    then = [row for row in named if _is_valid(row, day)]
    return str((then or named or [{"name": code}])[0]["name"]).removesuffix(OLD)


def _is_valid(row: Row, day: date) -> bool:
    return (row["valid_from"] or date.min) <= day <= (row["valid_to"] or date.max)


def _former(places: list[Row], code: str, day: date) -> str:
    """The name of the commune in which a hamlet, or what became it, was before it came to that of the day."""
    own = [
        row
        for row in places
        if row["level"] == "hamlet" and row["place_code"] in _line(places, code)
    ]
    now = {_commune(places, row, day) for row in own if _is_valid(row, day)}
    before = [
        row
        for row in own
        if row["valid_to"]
        and row["valid_to"] < day
        and _commune(places, row, row["valid_to"]) not in now
    ]
    last = max(before, key=lambda row: row["valid_to"], default=None)
    return name_of(places, "commune", last["parent_code"], last["valid_to"]) if last else ""


def _line(places: list[Row], code: str) -> set[str]:
    """The codes of a hamlet and of those that became it, however often."""
    line, found = set[str](), {code}
    while found:
        line |= found
        found = {r["place_code"] for r in places if r["successor_code"] in line} - line
    return line


def _commune(places: list[Row], hamlet: Row, day: date) -> tuple[str, date | None]:
    """The commune of a hamlet's row as it was on a day: one code may be an old commune and a new one."""
    code = hamlet["parent_code"]
    named = (r for r in places if (r["level"], r["place_code"]) == ("commune", code))
    return code, next((row["valid_from"] for row in named if _is_valid(row, day)), None)
