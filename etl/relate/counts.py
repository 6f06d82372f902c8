"""Rows of households, loans and events -> the counts that the public zone may show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any

from catalog.tables import GROUPS, TABLES
from etl.relate import zeros
from etl.relate.credit import book, credit, dues
from etl.relate.lineage import Behind, behind
from etl.relate.places import Places

Row = dict[str, Any]


def add(rows: dict[str, list[Row]], places: Places) -> list[Row]:
    """Fill every derived table, one without rows stays empty; the rows of `lineage` behind them."""
    get = rows.get
    made = _Made(rows)
    made.sum("deprivation_commune", get("deprivation_summary", []))
    made.sum("cause_commune", get("cause_summary", []))
    moved = get("household_movement", [])
    # the rows of `household_movement` say themselves what stands behind these two
    made.count("transition_summary", moved, "")
    made.count("transition_commune", moved, "")
    zeros.add_moves(rows)
    made.count("livelihood_outcome_summary", get("livelihood_participant", []), "outcome")
    made.put("livelihood_household_count", _participants(rows, places))
    _add_support(made, places)
    _add_visits(made, places)
    loans = [row | {"commune_code": _home_or_paper(row, places)} for row in get("loan", [])]
    ledger = book(loans, get("loan_repayment", []), get("loan_statement", []))
    made.put("credit_summary", credit(ledger))
    made.put("credit_due", dues(ledger))
    return made.lineage


@dataclass
class _Made:
    """The derived tables while they are filled, and what stands behind their rows."""

    rows: dict[str, list[Row]]
    lineage: list[Row] = field(default_factory=list)

    def put(self, table: str, made: Iterable[tuple[Row, list[Behind]]]) -> None:
        """The rows of a table, each with the measures that other rows add up to."""
        self.rows[table] = []
        for row, measures in made:
            self.rows[table].append(row)
            for measure, name, parts in measures:
                self.lineage += behind(table, row, measure, name, parts)

    def sum(self, table: str, rows: list[Row]) -> None:
        """Sums of `households` by the key of a table; null where one part is not reported."""
        self.put(table, _sums(rows, _told_apart(table)))

    def count(self, table: str, rows: list[Row], name: str) -> None:
        """Numbers of rows by the key of a table; `name` is the field that puts a row where it is.

        Without a name it is not kept which rows a number is made of.
        """
        self.put(table, _counts(rows, _told_apart(table), name))


def _groups(rows: Iterable[Row], columns: tuple[str, ...]) -> dict[tuple[Any, ...], list[Row]]:
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple([row.get(c) for c in columns])].append(row)
    return groups


def _told_apart(table: str) -> tuple[str, ...]:
    """The columns of a derived table that say what is counted."""
    return tuple(c for c in TABLES[table].columns if c not in ("households", "suppressed"))


def _sums(rows: list[Row], columns: tuple[str, ...]) -> Iterable[tuple[Row, list[Behind]]]:
    for at, group in _groups(rows, columns).items():
        values = [row["households"] for row in group]
        total = None if None in values else sum(values)
        parts = [(row, row["households"]) for row in group] if total is not None else []
        row = dict(zip(columns, at, strict=True)) | {"households": total}
        yield row, [("households", "households", parts)]


def _counts(
    rows: list[Row], columns: tuple[str, ...], name: str
) -> Iterable[tuple[Row, list[Behind]]]:
    groups = _groups(rows, columns) if name else {}
    sizes = {at: len(group) for at, group in groups.items()} if name else _sizes(rows, columns)
    for at, size in sizes.items():
        count = {"households": size, "suppressed": False}
        parts = [(row, 1) for row in groups.get(at, ())]
        yield dict(zip(columns, at, strict=True)) | count, [("households", name, parts)]


def _sizes(rows: list[Row], columns: tuple[str, ...]) -> Mapping[tuple[Any, ...], int]:
    try:
        return Counter(map(itemgetter(*columns), rows))
    except KeyError:  # some row does not say where it belongs
        return Counter(tuple([row.get(c) for c in columns]) for row in rows)


def _participants(rows: dict[str, list[Row]], places: Places) -> Iterable[tuple[Row, list[Behind]]]:
    """The households of the projects, and of community groups, each once, by the line that tells most."""
    groups = {
        row["project_code"]
        for row in rows.get("livelihood_project", [])
        if row.get("kind") == "community_group"
    }
    sets: dict[tuple[str, str], Row] = {}
    for row in rows.get("livelihood_participant", []):
        name = "community_group" if row["project_code"] in groups else "projects"
        row = row | {"participants": name, "commune_code": _home_or_paper(row, places)}
        at = (name, row["household_id"])
        sets[at] = max(sets.get(at, row), row, key=_told)  # of equal ones the first
    return _counts(list(sets.values()), _told_apart("livelihood_household_count"), "outcome")


def _told(row: Row) -> tuple[bool, bool, bool]:
    """How much a line says of what became of a household."""
    ended = row.get("outcome") or "unknown"
    return ended.startswith("escaped"), ended != "unknown", row.get("status_at_entry") in GROUPS


def _add_support(made: _Made, places: Places) -> None:
    events = [
        row | _where(row, row["event_date"], places)
        for row in made.rows.get("support_event", [])
        if row.get("event_date")
    ]
    hamlets = [row for row in events if row["hamlet_code"]]
    at = ("hamlet_code", "commune_code", "year", "kind")
    by_hamlet, by_commune = _groups(hamlets, at), _groups(events, at[1:])
    made.put("support_summary", (_support(k, at, g) for k, g in by_hamlet.items()))
    zeros.add_support(made.rows, hamlets, places)
    made.put("support_commune", (_support(k, at[1:], g) for k, g in by_commune.items()))


def _where(row: Row, day: date, places: Places) -> Row:
    """Hamlet, commune and year of an event; a year has one commune, that of its end, also where two merge."""
    hamlet = row.get("hamlet_code")
    commune = places.commune_of(hamlet, date(day.year, 12, 31)) if hamlet else None
    return {"hamlet_code": hamlet, "commune_code": commune, "year": day.year}


def _support(
    at: tuple[Any, ...], columns: tuple[str, ...], group: list[Row]
) -> tuple[Row, list[Behind]]:
    first = {row["household_id"]: row for row in reversed(group)}
    paid = [(row, row["value_vnd"]) for row in group if row.get("value_vnd") is not None]
    row = dict(zip(columns, at, strict=True)) | {
        "events": len(group),
        "households": len(first),
        "value_vnd": sum(value for _, value in paid) if paid else None,
        "suppressed": False,
    }
    return row, [
        ("events", "event_date", [(r, 1) for r in group]),
        ("households", "household", [(r, 1) for r in first.values()]),
        ("value_vnd", "value_vnd", paid),
    ]


def _add_visits(made: _Made, places: Places) -> None:
    visits = [
        row | _where(row, row["visit_date"], places)
        for row in made.rows.get("visit", [])
        if row.get("visit_date") and row.get("hamlet_code")
    ]
    groups = _groups(visits, ("hamlet_code", "commune_code", "year"))
    made.put("visit_summary", (_visits(k, g) for k, g in groups.items()))


def _visits(at: tuple[Any, ...], group: list[Row]) -> tuple[Row, list[Behind]]:
    last = max(group, key=lambda row: row["visit_date"])
    row = dict(zip(("hamlet_code", "commune_code", "year"), at, strict=True))
    row |= {"visits": len(group), "last_visit_date": last["visit_date"]}
    days = sorted(((r, r["visit_date"].toordinal()) for r in group), key=itemgetter(1))
    row["visit_days"] = [r["visit_date"].isoformat() for r, _ in days]
    return row, [("visit_days", "visit_date", days)]


def _commune_today(row: Row, places: Places) -> str | None:
    hamlet = row.get("hamlet_code")
    return places.commune_of(hamlet, None) if hamlet else None


def _home_or_paper(row: Row, places: Places) -> str | None:
    """The commune of a household's line; without a hamlet it is of the commune whose paper tells of it."""
    said = row.get("commune_code")
    return _commune_today(row, places) or (places.root(said) if said else None)
