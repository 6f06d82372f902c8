"""The forms of a review against each other, and one review against the next (FORMS, section 7)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from etl.findings import Finding, finding
from etl.relate import Tables

Row = dict[str, Any]
Key = tuple[Any, ...]


def doubt(
    tables: Tables, rule: str, row: Row, name: str, found: Any, expected: Any, **adds: Any
) -> Finding:
    """A warning about a field of a published row, with the address of its cell."""
    return finding(
        "warning",
        rule,
        row["source_file"],
        sheet=row["source_sheet"],
        cell=tables.cell_of(row, name, **adds),
        field=name,
        found=str(found),
        expected=str(expected),
    )


def review_key(row: Row) -> Key:
    """One hamlet in one review."""
    return row["hamlet_code"], row["review_year"], row["review_round"], str(row["review_date"])


def check_forms(tables: Tables) -> Iterable[Finding]:
    """Balance, cross-form equalities, lists against summaries, opening against last closing."""
    get = tables.rows.get
    summary = {review_key(row): row for row in get("review_summary", [])}
    movement = {
        (*review_key(row), row["group"], row["unit"]): row for row in get("review_movement", [])
    }
    yield from _balance(tables, movement)
    yield from _against_summary(tables, movement, summary)
    yield from _between_groups(tables, movement)
    yield from _opening(tables, movement)
    yield from _lists(tables, summary)
    yield from _movements(tables, movement)
    yield from _marks(tables)


def _balance(tables: Tables, movement: dict[Key, Row]) -> Iterable[Finding]:
    for row in movement.values():
        if row["discrepancy"]:
            yield doubt(
                tables, "movement.balance", row, "closing", row["closing"], row["closing_computed"]
            )


def _against_summary(
    tables: Tables, movement: dict[Key, Row], summary: dict[Key, Row]
) -> Iterable[Finding]:
    for (*at, group, unit), row in movement.items():
        whole = summary.get(tuple(at))
        expected = whole and whole[f"{group}_{unit}"]
        if whole and row["closing"] is not None and expected not in (None, row["closing"]):
            yield doubt(tables, "movement.summary", row, "closing", row["closing"], expected)


def _between_groups(tables: Tables, movement: dict[Key, Row]) -> Iterable[Finding]:
    """Poor to near-poor stands in both forms, and so does the way back."""
    for (*at, group, unit), row in movement.items():
        twin = movement.get((*at, "near_poor", unit)) if group == "poor" else None
        for ours, theirs in (
            ("to_other_group", "from_other_group"),
            ("from_other_group", "to_other_group"),
        ):
            if twin and None not in (row[ours], twin[theirs]) and row[ours] != twin[theirs]:
                yield doubt(tables, "movement.between", row, ours, row[ours], twin[theirs])


def _opening(tables: Tables, movement: dict[Key, Row]) -> Iterable[Finding]:
    """A year opens with what the year before closed with, per hamlet, across a merger too."""
    annual = {
        (hamlet, year, group, unit): row
        for (hamlet, year, kind, _, group, unit), row in movement.items()
        if kind == "annual"
    }
    for (hamlet, year, group, unit), row in annual.items():
        before = annual.get((hamlet, (year or 0) - 1, group, unit))
        known = before and None not in (row["opening"], before["closing"])
        if before and known and row["opening"] != before["closing"]:
            yield doubt(
                tables, "movement.opening", row, "opening", row["opening"], before["closing"]
            )


def _lists(tables: Tables, summary: dict[Key, Row]) -> Iterable[Finding]:
    """Rows of a list per hamlet, and their members, are the summary's households and persons."""
    reviews = tables.rows.get("household_review", [])
    listed = {(r["review_year"], r["review_round"], r["commune_code"]) for r in reviews}
    households: Counter[Key] = Counter()
    persons: Counter[Key] = Counter()
    for row in reviews:
        households[(*review_key(row), row["status"])] += 1
        persons[(*review_key(row), row["status"])] += row["members"] or 0
    for at, whole in summary.items():
        if (whole["review_year"], whole["review_round"], whole["commune_code"]) not in listed:
            continue
        for group in ("poor", "near_poor"):
            for unit, counted in (("households", households), ("persons", persons)):
                printed = whole[f"{group}_{unit}"]
                if printed is not None and printed != counted[(*at, group)]:
                    name = f"{group}_{unit}"
                    yield doubt(tables, "list.summary", whole, name, printed, counted[(*at, group)])


def _movements(tables: Tables, movement: dict[Key, Row]) -> Iterable[Finding]:
    """What the lists say happened, counted, against the columns of the movement form."""
    counted: Counter[Key] = Counter()
    reviews = set()
    for row in tables.rows.get("household_movement", []):
        reviews.add((row["review_year"], row["review_round"], row["commune_code"]))
        group = "near_poor" if row.get("to_status") == "near_poor" else "poor"
        column = row.get("column")
        if row["movement"] in ("escaped", "other_out"):
            group = row["from_status"] or "poor"
        if column:
            counted[(*review_key(row), group, column)] += 1
    for (*at, group, unit), row in movement.items():
        if unit != "households" or (at[1], at[2], row["commune_code"]) not in reviews:
            continue
        for column in ("escaped", "from_other_group", "relapsed", "new"):
            printed = row[column]
            if printed is not None and printed != counted[(*at, group, column)]:
                yield doubt(
                    tables, "list.movement", row, column, printed, counted[(*at, group, column)]
                )


def _marks(tables: Tables) -> Iterable[Finding]:
    """Marks and causes in the lists, counted, against the forms of deprivations and causes."""
    marks: Counter[Key] = Counter()
    causes: Counter[Key] = Counter()
    reviews: dict[Key, int] = defaultdict(int)
    for row in tables.rows.get("household_review", []):
        at = (*review_key(row), row["status"])
        reviews[(row["review_year"], row["review_round"], row["commune_code"])] += 1
        for name, value in row.items():
            if name[:1] == "d" and name[1:3].isdigit() and value:
                marks[(*at, name)] += 1
        for cause in row.get("causes") or ():
            causes[(*at, cause)] += 1
    for name, detail, counted in (
        ("deprivation_summary", "indicator", marks),
        ("cause_summary", "cause", causes),
    ):
        for row in tables.rows.get(name, []):
            if (row["review_year"], row["review_round"], row["commune_code"]) not in reviews:
                continue
            expected = counted[(*review_key(row), row["group"], row[detail])]
            if row["households"] is not None and row["households"] != expected:
                adds = {detail: row[detail]}
                found = row["households"]
                yield doubt(tables, f"list.{detail}", row, "households", found, expected, **adds)
