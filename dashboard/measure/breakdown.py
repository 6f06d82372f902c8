"""The poor and near-poor by deprivation, by cause, and from state to state."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from catalog.tables import CAUSES, GROUPS, INDICATORS, row_key
from dashboard.data import Data, Row
from dashboard.measure.figure import Figure, Unit, count, total
from dashboard.measure.reviews import annual_rows, lacks, review
from dashboard.measure.terms import terms_behind, terms_of
from dashboard.measure.territory import Territory

STATES = ("poor", "near_poor", "above")
HIDDEN = 1_000_000  # more than any place has


@lru_cache(maxsize=512)
def by_detail(
    data: Data, territory: Territory, year: int, group: str, detail: str, hamlet: str = ""
) -> tuple[Figure, ...]:
    """Households of a group by deprivation (`indicator`) or `cause`; exact for the commune.

    Of a hamlet, small counts are hidden from whoever may not see its households.
    """
    names = INDICATORS if detail == "indicator" else CAUSES
    kind = "deprivation" if detail == "indicator" else "cause"
    table = f"{kind}_summary" if hamlet else f"{kind}_commune"
    rows = [r for r in _rows(data, territory, year, table, hamlet) if r["group"] == group]
    found = review(data, territory, year, hamlet)
    partial = found.reason if found.reason == "partial" else ""
    if rows and not hamlet:
        every = annual_rows(data, f"{kind}_summary", territory, year)
        partial = partial or lacks(found, group, (r for r in every if r["group"] == group))
    figures = []
    for name in names:
        mine = [r for r in rows if r[detail] == name]
        why = "suppressed" if any(r.get("suppressed") for r in mine) else partial
        exact = terms_of(data, mine, "households", added=name) if hamlet else ()
        terms = exact if hamlet else terms_behind(data, table, mine, added=name)
        value = None if why else total(mine, "households")
        key = f"{kind}/{hamlet or territory.code}/{year}/{group}/{name}"
        figures.append(
            count(key, value, Unit.HOUSEHOLDS, reason=why or "not_reported", as_of=found.date, terms=terms,
                  standard=found.standard)
        )  # fmt: skip
    return tuple(figures)


def _rows(data: Data, territory: Territory, year: int, table: str, hamlet: str) -> tuple[Row, ...]:
    """The rows of a year; of a hamlet the exact ones, where whoever asks may see its households."""
    every = annual_rows(data, table, territory, year)
    place = territory.hamlet(hamlet)
    if not hamlet or place is None:
        return () if hamlet else every
    mine = tuple(row for row in every if row["hamlet_code"] in place.codes)
    wanted = {row_key(table, row) for row in mine}
    exact = (row for code in sorted(place.codes) for row in data.exact(table, code))
    return tuple(row for row in exact if row_key(table, row) in wanted) or mine


@lru_cache(maxsize=256)
def transitions(data: Data, territory: Territory, year: int) -> dict[tuple[str, str], Figure]:
    """From a state to a state, households of the lists; `above` is average and not poor together.

    Nothing is known of a state that a hamlet's forms count households to and no list of it does.
    """
    rows = annual_rows(data, "transition_commune", territory, year)
    hamlets = annual_rows(data, "transition_summary", territory, year)
    found = review(data, territory, year)
    silent = _silent(data, territory, year, rows, "commune_code")
    silent |= _silent(data, territory, year, hamlets, "hamlet_code")
    figures = {}
    for start in STATES:
        for end in STATES:
            if start == end == "above":
                continue
            there = rows and not found.reason and (start, end) not in silent
            mine = _between(rows, start, end)
            value = (total(mine, "households") or 0) if there else None
            key = f"transition/{territory.code}/{year}/{start}/{end}"
            figures[start, end] = count(
                key, value, Unit.HOUSEHOLDS, reason=found.reason or "no_list", as_of=found.date,
                terms=terms_behind(data, "transition_summary", _between(hamlets, start, end)),
                standard=found.standard,
            )  # fmt: skip
    return figures


def _silent(
    data: Data, territory: Territory, year: int, rows: tuple[Row, ...], place: str
) -> set[tuple[str, str]]:
    """The steps that the forms of a place count households in, and of which no list tells one.

    Who stays, or comes from above or from elsewhere, stands in the list of the group; who leaves in
    the list of those who left. A count that is hidden is one.
    """
    told: Counter[tuple[str, str | None, str | None]] = Counter()
    into: Counter[tuple[str, str | None]] = Counter()
    for row in rows:
        number = HIDDEN if row["households"] is None else row["households"]
        start, end = _state(row["from_status"]), _state(row["to_status"])
        told[row[place], start, end] += number
        into[row[place], end] += number
    left: Counter[tuple[str, str, str]] = Counter()
    for row in annual_rows(data, "review_movement", territory, year):
        if row["unit"] == Unit.HOUSEHOLDS:
            left[row[place], row["group"], "above"] += row["escaped"] or 0
            left[row[place], row["group"], _other(row["group"])] += row["to_other_group"] or 0
    now: Counter[tuple[str, str]] = Counter()
    for row in review(data, territory, year).rows:
        for group in GROUPS:
            now[row[place], group] += row[f"{group}_households"] or 0
    found = {step[1:] for step, number in left.items() if number and not told[step]}
    for (at, group), number in now.items():
        gone = told[at, _other(group), group]  # in the list of those who left as well
        if number > gone == into[at, group]:
            found |= {(group, group), ("above", group)}
    return found


def _other(group: str) -> str:
    return GROUPS[1 - GROUPS.index(group)]


def _between(rows: tuple[Row, ...], start: str, end: str) -> list[Row]:
    return [r for r in rows if (_state(r["from_status"]), _state(r["to_status"])) == (start, end)]


def _state(status: str | None) -> str | None:
    return "above" if status in ("average", "not_poor") else status
