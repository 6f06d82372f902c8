"""A published build -> the official summary forms of a commune's review, filled, for the report upward."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from catalog.forms import form_named
from catalog.standards import standards
from etl.layout import draw, save
from etl.layout.sheet import ILLUSTRATIVE, Line, Sheet
from etl.official.dress import dress
from etl.official.lacking import note_of
from etl.official.lines import (
    cause_lines,
    deprivation_lines,
    movement_lines,
    summary_lines,
)
from etl.official.places import Place, codes_of, hamlets_of, name_of
from etl.publish import manifest_of
from etl.publish.rows import read_rows

Row = dict[str, Any]
FILES = {
    "place": "public/place.parquet",
    "review_summary": "public/review_summary.parquet",
    "review_movement": "public/review_movement.parquet",
    "deprivation_summary": "restricted/deprivation_summary.parquet",  # exact: a report hides nothing
    "cause_summary": "restricted/cause_summary.parquet",
}


@dataclass(frozen=True)
class Review:
    """The annual review of one commune in one year, as a build has it; it may be held early in the next."""

    commune_code: str
    year: int
    day: date
    standard: str | None
    illustrative: bool
    tables: dict[str, list[Row]] = field(default_factory=dict)
    hamlets: tuple[Place, ...] = ()  # those that it tells of, and those that it should


def reviews(warehouse: Path, build: str, year: int) -> list[Review]:
    """The annual reviews of a year, one for each commune that reviewed, in the order of their codes."""
    tables = {name: read_rows(warehouse, build, file) for name, file in FILES.items()}
    made_up = bool(manifest_of(warehouse, build).get("illustrative"))
    mine = {
        name: [r for r in rows if (r["review_year"], r["review_round"]) == (year, "annual")]
        for name, rows in tables.items()
        if name != "place"
    }
    held = {(r["commune_code"], r["review_date"], r["standard"]) for r in mine["review_summary"]}
    return [
        _review(Review(code, year, day, standard, made_up), tables["place"], mine)
        for code, day, standard in sorted(held, key=str)
    ]


def _review(review: Review, places: list[Row], tables: dict[str, list[Row]]) -> Review:
    """The review with its own rows and the places of its day."""
    at = review.commune_code, review.day
    own = {
        name: [r for r in rows if (r["commune_code"], r["review_date"]) == at]
        for name, rows in tables.items()
    }
    listed = {row["hamlet_code"] for rows in own.values() for row in rows}
    listed |= codes_of(places, review.commune_code, review.day)
    hamlets = hamlets_of(places, listed, review.day)
    return replace(review, tables=own | {"place": places}, hamlets=hamlets)


def write_forms(review: Review, out: Path) -> None:
    """The summary, both movement forms, deprivations and causes: those of which the build has rows."""
    found = {
        "review_summary": summary_lines(review.tables, review.hamlets),
        "movement_poor": movement_lines(review.tables, review.hamlets, "poor"),
        "movement_near_poor": movement_lines(review.tables, review.hamlets, "near_poor"),
        "deprivation": deprivation_lines(review.tables, review.hamlets),
        "cause": cause_lines(review.tables, review.hamlets),
    }
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, lines in found.items():
        if lines:
            sheet = _sheet(review, name, lines)
            page = book.create_sheet(sheet.form.sheet)
            dress(page, draw(page, sheet))
    save(book, out)


def _sheet(review: Review, form: str, lines: list[Line]) -> Sheet:
    """The sheet with its head; the office writes number, day and names of who signs.

    Under a form that lacks hamlets stands which.
    """
    mark = ILLUSTRATIVE if review.illustrative else ""
    note = note_of(review.tables, review.hamlets, form)
    name = name_of(review.tables["place"], "commune", review.commune_code, review.day)
    standard = review.standard
    said = {
        "Mã xã": review.commune_code,
        "Thời điểm rà soát": f"{review.day:%d/%m/%Y}",
        "Chuẩn nghèo": standard and standards().get(standard, {}).get("written", standard),
    }
    return Sheet(
        form_named(form), f"XÃ {name.upper()}", name, None, tuple(lines), {"year": str(review.year)},
        "; ".join(f"{what}: {text}" for what, text in said.items() if text),
        note=". ".join(part for part in (mark, note) if part) if note else "", mark=mark,
    )  # fmt: skip
