"""Household lists of all reviews -> households, their reviews, movements, heads and links."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from etl.confirmed import Confirmed
from etl.relate import programmes
from etl.relate.alike import suggestions
from etl.relate.fragments import Codes, fragments
from etl.relate.linking import Links, link
from etl.relate.programmes import review, unreported
from etl.tidy import Record, TidySheet

Row = dict[str, Any]
ReviewAt = tuple[str, int | None, str]  # day, year, round
LEFT = ("average", "not_poor")
FRAGMENT = "_fragment"  # the id that a row would have if it were linked to none; never published
_STAYS = (
    *("household_id", "hamlet_code", "commune_code", "review_year", "review_round", "review_date"),
    *("source_file", "source_sheet", "source_row"),
)
_MOVED = (*_STAYS, "movement", "from_status", "to_status")
_what_stays = itemgetter(*_STAYS)  # of a household's row, in what is told of its movement


@dataclass(slots=True)
class _Seen:
    """Where a household stands in one review: in a list, among those who left, or in both."""

    listed: Row | None = None
    left: Row | None = None


@dataclass
class _Book:
    """The lists of all reviews while they are joined."""

    links: Links
    seen: dict[tuple[str, str, int | None, str], _Seen] = field(default_factory=dict)
    repeated: dict[int, tuple[TidySheet, set[int]]] = field(default_factory=dict)


def add(
    rows: dict[str, list[Row]], lineage: list[Row], sheets: list[TidySheet], codes: Codes,
    confirmed: Confirmed,
) -> Links:  # fmt: skip
    """Fill the household tables and those of programmes that name a household.

    Returned are the links between reviews, with what people said that joins nothing.
    """
    lists = [s for s in sheets if s.form.table == "household_list"]
    lists.sort(key=lambda s: (str(s.info.date), s.form.form == "list_left", s.file))
    links = link(fragments(lists, codes), confirmed)
    book = _Book(links)
    for sheet in lists:
        base = _base(sheet)
        at = (str(sheet.info.date), sheet.info.year, sheet.info.round)
        for record in sheet.set_aside:  # known to the checks, never published
            _put_id(links, record)
        sheet.quarantine(*[r for r in sheet.records if not _place(book, sheet, base, at, r)])
    _report_repeated(book.repeated)
    _fill(rows, lineage, book)
    rows["household_suggestion"] = suggestions(links)
    programmes.add_named(rows, sheets, codes, links)
    return links


def _put_id(links: Links, record: Record) -> str | None:
    """The id of the household of a row instead of that of its fragment, which is kept beside it."""
    own: str | None = record.values.get("household_id")
    if own in links.group:  # of a commune with one review, a code is linked to nothing
        record.values["household_id"], record.values[FRAGMENT] = links.id_of(own), own
    return own


def _base(sheet: TidySheet) -> Row:
    """What all rows of a list have in common; what its form does not have is not reported."""
    address = {"source_file": sheet.file, "source_sheet": sheet.sheet.name}
    return unreported("household") | unreported("household_review") | review(sheet) | address


def _place(book: _Book, sheet: TidySheet, base: Row, review_at: ReviewAt, record: Record) -> bool:
    """Put a record where its household stands in that review; False when it is to be set aside."""
    values = record.values
    if _put_id(book.links, record) is None:
        sheet.report("error", "row.no_household", record.row, "household")
        return False
    at = (values["household_id"], *review_at)
    seen = book.seen.get(at) or book.seen.setdefault(at, _Seen())
    left = sheet.form.form == "list_left"
    twice = seen.left if left else seen.listed
    clash = left and seen.listed is not None and values.get("movement") != "to_near_poor"
    if twice is not None and _is_repeated(sheet, values, twice):
        book.repeated.setdefault(id(sheet), (sheet, set()))[1].add(record.row)
    elif twice is not None or clash:
        _report_twice(sheet, record, twice, seen)
        return False
    else:  # the record itself is the row from here on: long lists are not kept twice
        values = record.values = base | values
        values["source_row"] = record.row + 1
        seen.left, seen.listed = (values, seen.listed) if left else (seen.left, values)
    return True


def _report_twice(sheet: TidySheet, record: Record, twice: Row | None, seen: _Seen) -> None:
    """A household that stands in the review already: in the same class or in another one."""
    other = twice or seen.listed or {}
    where = f"{other['source_file']} · {other['source_sheet']} · {other['source_row']}"
    same = bool(twice)
    if twice and sheet.form.form != "list_left":
        same = other["status"] == record.values.get("status")
    rule = "household.twice" if same else "household.two_classes"
    sheet.report("error", rule, record.row, "household", expected=where)


def _is_repeated(sheet: TidySheet, values: Row, first: Row) -> bool:
    """Whether a row of an export says once more what a row above it said, in every column."""
    here = sheet.form.repeated_rows and first["source_file"] == sheet.file
    return here and all(first.get(name) == value for name, value in values.items())


def _report_repeated(repeated: dict[int, tuple[TidySheet, set[int]]]) -> None:
    """One finding a sheet, for in an export most rows may be repeated; none of them is loaded."""
    for sheet, rows in repeated.values():
        sheet.records = [record for record in sheet.records if record.row not in rows]
        sheet.loaded -= rows
        sheet.other |= rows
        sheet.report("warning", "household.repeated", min(rows), "household", found=str(len(rows)))


def _fill(rows: dict[str, list[Row]], lineage: list[Row], book: _Book) -> None:
    for name in ("household_review", "household_movement", "household_head", "household"):
        rows.setdefault(name, [])
    latest: dict[str, Row] = {}
    earlier: dict[str, int] = {}
    passed: dict[str, set[str]] = defaultdict(set)
    rows.setdefault("household_link", [])
    for (household_id, *_), seen in sorted(book.seen.items(), key=_day):
        main = seen.listed or seen.left or {}
        _fill_review(rows, lineage, seen, main)
        latest[household_id] = main
        if household_id in earlier and earlier[household_id] != main["review_year"]:
            link = {
                "household_id": household_id,
                "basis": _basis(book.links, main, passed[household_id]),
            }
            rows["household_link"].append(link | {"score": 1.0, "review_year": main["review_year"]})
        earlier[household_id] = main["review_year"]
        if FRAGMENT in main:
            passed[household_id].add(main[FRAGMENT])
    rows["household"] += latest.values()


def _basis(links: Links, main: Row, passed: set[str]) -> str:
    """On what a household of an earlier review is known again in this one."""
    own = main.get(FRAGMENT)
    if own is None or own in passed:
        return "code" if main.get("household") else "name_birth_hamlet"
    every = (own, *sorted(passed), *(fragment.id for fragment in links.one(own)))
    return next(links.basis[one] for one in every if one in links.basis)


def _day(seen: tuple[tuple[str, str, int | None, str], _Seen]) -> str:
    return seen[0][1]


def _fill_review(rows: dict[str, list[Row]], lineage: list[Row], seen: _Seen, main: Row) -> None:
    rows["household_head"].append(main)
    if seen.listed or main.get("status") in LEFT:
        rows["household_review"].append(main)
    teller = main if main.get("movement") else seen.left or main  # the list that says what happened
    if teller.get("movement"):
        moved = (*_what_stays(main), teller["movement"], *_statuses(teller))
        rows["household_movement"].append(dict(zip(_MOVED, moved, strict=True)))
    if seen.listed and seen.left:
        key_of = f"{main['household_id']}|{main['review_year']}|{main['review_round']}"
        if main["review_round"] == "regular":  # several in one year
            key_of += f"|{main['review_date']}"
        address = {c: seen.left[c] for c in ("source_file", "source_sheet", "source_row")}
        lineage.append({"table": "household_movement", "row_key": key_of} | address)


def _statuses(row: Row) -> tuple[str | None, str | None]:
    """From and to, where the movement itself does not say (those who escaped, those who left)."""
    to_status = row.get("to_status")
    if to_status is None and row.get("movement") == "escaped":
        to_status = row.get("status")
    return row.get("from_status"), to_status
