"""Small tables drawn as text -> data for the measures."""

from __future__ import annotations

from datetime import date
from typing import Any

from dashboard.data import Data
from dashboard.measure.territory import Territory, territories

COMMUNE = "29221"
MERGED = date(2025, 7, 1)


def rows(drawing: str) -> list[dict[str, Any]]:
    """Rows of a text table; the first line has the names, `-` is not reported, numbers are numbers."""
    head, *lines = [line.split() for line in drawing.strip().splitlines()]
    return [dict(zip(head, map(_value, line), strict=True)) for line in lines]


def _value(text: str) -> Any:
    if text == "-":
        return None
    if text.lstrip("-").isdigit() and not text.startswith("292"):
        return int(text)
    return date.fromisoformat(text) if text[:4].isdigit() and text[4:5] == "-" else text


PLACES = """
place_code name        level   parent_code valid_from valid_to   successor_code
29209      An-Điền-cũ  commune 83          2021-01-01 2025-06-30 29221
29221      Thạnh-cũ    commune 83          2021-01-01 2025-06-30 29221
29221      Thạnh-Hải   commune 86          2025-07-01 -          -
H1         Một         hamlet  29209       2021-01-01 2025-06-30 H1
H1         Một         hamlet  29221       2025-07-01 -          -
H2         Hai         hamlet  29221       2021-01-01 2025-06-30 H2
H2         Hai         hamlet  29221       2025-07-01 -          -
"""


def data(places: str = PLACES, **tables: str) -> Data:
    """A build that holds these tables; reviews are annual, of one standard, on 10 December."""
    found = {name: tuple(_filled(name, row) for row in rows(text)) for name, text in tables.items()}
    return Data("small", {"place": tuple(rows(places)), **found})


def _filled(name: str, row: dict[str, Any]) -> dict[str, Any]:
    if "visit_days" in row:
        return row | {"visit_days": str(row["visit_days"]).strip("+").split("+")}
    if "review_year" not in row:
        return row
    year = row["review_year"]
    usual = {"review_round": "annual", "review_date": date(year, 12, 10), "standard": "ND07_2021"}
    blank = dict.fromkeys(_COLUMNS.get(name, ()))
    return usual | blank | row


_COLUMNS = {
    "review_summary": (
        "households", "persons", "poor_households", "poor_persons", "near_poor_households",
        "near_poor_persons",
    ),
}  # fmt: skip


def territory(found: Data) -> Territory:
    """The only commune of small data."""
    return territories(found)[0]
