"""Rows of households, loans and events -> the counts that the public zone may show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from etl.relate.places import Places

Row = dict[str, Any]
REVIEW = ("commune_code", "review_year", "review_round", "review_date")


def add(rows: dict[str, list[Row]], places: Places) -> None:
    """Fill every derived table; a table without rows stays empty."""
    get = rows.get
    rows["deprivation_commune"] = _sum(
        get("deprivation_summary", []), (*REVIEW, "group", "indicator")
    )
    rows["cause_commune"] = _sum(get("cause_summary", []), (*REVIEW, "group", "cause"))
    moved = get("household_movement", [])
    between = ("from_status", "to_status")
    rows["transition_summary"] = _count(moved, ("hamlet_code", *REVIEW, *between))
    rows["transition_commune"] = _count(moved, (*REVIEW, *between))
    outcome = ("project_code", "status_at_entry", "outcome")
    rows["livelihood_outcome_summary"] = _count(get("livelihood_participant", []), outcome)
    rows["livelihood_household_count"] = list(_participants(rows, places))
    _add_support(rows, places)
    _add_visits(rows, places)
    rows["credit_summary"] = list(_credit(rows, places))


def _groups(rows: Iterable[Row], columns: tuple[str, ...]) -> dict[tuple[Any, ...], list[Row]]:
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple([row.get(c) for c in columns])].append(row)
    return groups


def _sum(rows: list[Row], columns: tuple[str, ...]) -> list[Row]:
    """Sums of `households`; null where one part is not reported, for missing is not 0."""
    result = []
    for at, group in _groups(rows, columns).items():
        parts = [row["households"] for row in group]
        total = None if None in parts else sum(parts)
        result.append(dict(zip(columns, at, strict=True)) | {"households": total})
    return result


def _count(rows: list[Row], columns: tuple[str, ...]) -> list[Row]:
    return [
        dict(zip(columns, at, strict=True)) | {"households": len(group), "suppressed": False}
        for at, group in _groups(rows, columns).items()
    ]


def _participants(rows: dict[str, list[Row]], places: Places) -> Iterable[Row]:
    """Different households in the projects, and in community groups: two sets, never added."""
    groups = {
        row["project_code"]
        for row in rows.get("livelihood_project", [])
        if row.get("kind") == "community_group"
    }
    sets: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for row in rows.get("livelihood_participant", []):
        name = "community_group" if row["project_code"] in groups else "projects"
        sets[_commune_today(row, places), name].add(row["household_id"])
    for (commune, name), households in sets.items():
        yield {"commune_code": commune, "participants": name, "households": len(households)}


def _add_support(rows: dict[str, list[Row]], places: Places) -> None:
    events = [
        row | _where(row, row["event_date"], places)
        for row in rows.get("support_event", [])
        if row.get("event_date")
    ]
    hamlets = [row for row in events if row["hamlet_code"]]
    at = ("hamlet_code", "commune_code", "year", "kind")
    rows["support_summary"] = [_support(k, at, g) for k, g in _groups(hamlets, at).items()]
    rows["support_commune"] = [_support(k, at[1:], g) for k, g in _groups(events, at[1:]).items()]


def _where(row: Row, day: date, places: Places) -> Row:
    hamlet = row.get("hamlet_code")
    commune = places.commune_of(hamlet, day) if hamlet else None
    return {"hamlet_code": hamlet, "commune_code": commune, "year": day.year}


def _support(at: tuple[Any, ...], columns: tuple[str, ...], group: list[Row]) -> Row:
    values = [row["value_vnd"] for row in group if row.get("value_vnd") is not None]
    return dict(zip(columns, at, strict=True)) | {
        "events": len(group),
        "households": len({row["household_id"] for row in group}),
        "value_vnd": sum(values) if values else None,
        "suppressed": False,
    }


def _add_visits(rows: dict[str, list[Row]], places: Places) -> None:
    visits = [
        row | _where(row, row["visit_date"], places)
        for row in rows.get("visit", [])
        if row.get("visit_date") and row.get("hamlet_code")
    ]
    at = ("hamlet_code", "commune_code", "year")
    rows["visit_summary"] = [
        dict(zip(at, k, strict=True))
        | {"visits": len(g), "last_visit_date": max(row["visit_date"] for row in g)}
        for k, g in _groups(visits, at).items()
    ]


def _quarter_ends(first: date, last: date) -> Iterable[date]:
    year, quarter = first.year, (first.month - 1) // 3
    while True:
        month = quarter * 3 + 4
        following = date(year, month, 1) if month <= 12 else date(year + 1, 1, 1)
        end = following - timedelta(days=1)
        yield end
        if end >= last:
            return
        year, quarter = (year, quarter + 1) if quarter < 3 else (year + 1, 0)


def _credit(rows: dict[str, list[Row]], places: Places) -> Iterable[Row]:
    """Loans of a lender at each quarter's end; a loan is due in one sum on its due date."""
    paid: dict[str, list[Row]] = defaultdict(list)
    for row in rows.get("loan_repayment", []):
        if row.get("paid_date"):
            paid[row["loan_code"]].append(row)
    loans = [
        row | {"commune_code": _commune_today(row, places)}
        for row in rows.get("loan", [])
        if row.get("disbursed_date")
    ]
    for (commune, lender), group in _groups(loans, ("commune_code", "lender")).items():
        dates = [row["as_of_date"] for row in group if row.get("as_of_date")]
        paid_dates = [p["paid_date"] for row in group for p in paid[row["loan_code"]]]
        last = max([*dates, *paid_dates, *(row["disbursed_date"] for row in group)])
        for end in _quarter_ends(min(row["disbursed_date"] for row in group), last):
            at = {"commune_code": commune, "lender": lender, "quarter_end": end}
            yield at | _quarter(group, paid, end)


def _commune_today(row: Row, places: Places) -> str | None:
    hamlet = row.get("hamlet_code")
    commune = places.commune_of(hamlet, None) if hamlet else None
    return commune


def _quarter(loans: list[Row], paid: dict[str, list[Row]], end: date) -> Row:
    given = [row for row in loans if row["disbursed_date"] <= end]
    repaid = {
        row["loan_code"]: sum(
            p["principal_vnd"] or 0 for p in paid[row["loan_code"]] if p["paid_date"] <= end
        )
        for row in given
    }
    due = [row for row in given if row.get("due_date") and row["due_date"] <= end]
    principal = sum(row["principal_vnd"] or 0 for row in given)
    return {
        "loans": len(given),
        "principal_vnd": principal,
        "due_vnd": sum(row["principal_vnd"] or 0 for row in due),
        "repaid_vnd": sum(repaid.values()),
        "outstanding_vnd": principal - sum(repaid.values()),
        "overdue_vnd": sum(
            max((row["principal_vnd"] or 0) - repaid[row["loan_code"]], 0) for row in due
        ),
        "households_served": len({row["household_id"] for row in given}),
    }
