"""Support given and donations -> lượt, households, money: by kind and year, by funder, by donor."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from catalog.codes import codes
from dashboard.data import Data, Row
from dashboard.measure.as_of import late
from dashboard.measure.figure import Figure, Unit, count, reported
from dashboard.measure.terms import rows_counted, terms_of
from dashboard.measure.territory import Territory, territories

ALL = "all"
UNKNOWN = "support.unknown"  # nobody wrote who paid, what it was or when


@dataclass(frozen=True)
class Support:
    """What was given: how often, to how many households, of what value; how often no value is written."""

    name: str
    events: Figure
    households: Figure
    value: Figure
    unvalued: Figure


@dataclass(frozen=True)
class Donation:
    """What was donated: how often, in money, how often in kind."""

    name: str
    donations: Figure
    money: Figure
    in_kind: Figure


@lru_cache(maxsize=64)
def events(data: Data, territory: Territory, today: date | None = None) -> tuple[Row, ...]:
    """The support given to the households of a territory, as the counts of its communes list it.

    On a day that was set, what was given until then, with all that has no day.
    A line without a day is in no count of a year: it is of the commune where its household lives.
    """
    codes_of = {territory.code, *(unit.code for unit in territory.former)}
    derived = [r for r in data.rows("support_commune") if r["commune_code"] in codes_of]
    mine = {
        _at(row) for one in derived for row in data.behind("support_commune", one, "events")
    }  # fmt: skip
    homes = {row["household_id"]: row["hamlet_code"] for row in data.rows("household")}
    alone = len(territories(data)) == 1
    return tuple(
        row
        for row in _until(data, "support_event", "event_date", today)
        if _at(row) in mine
        or (
            row["event_date"] is None
            and (alone or territory.hamlet(homes.get(row["household_id"])))
        )
    )


def _until(data: Data, table: str, name: str, today: date | None) -> tuple[Row, ...]:
    """The rows of a table until a day that was set, and those without a day; of no day, all."""
    if today is None or not late(data, today):
        return data.rows(table)
    return tuple(row for row in data.rows(table) if row[name] is None or row[name] <= today)


def _at(row: Row) -> tuple[object, ...]:
    return row["source_file"], row["source_sheet"], row["source_row"]


@lru_cache(maxsize=64)
def years(data: Data, territory: Territory, today: date | None = None) -> tuple[str, ...]:
    """The years in which support was given; last, those of which no day is written (UNKNOWN)."""
    return tuple(sorted({_year(row) for row in events(data, territory, today)}))


def _year(row: Row) -> str:
    return str(row["event_date"].year) if row["event_date"] else UNKNOWN


@lru_cache(maxsize=256)
def by_kind(
    data: Data, territory: Territory, year: str = ALL, today: date | None = None
) -> tuple[Support, ...]:
    """The support of a year, or of all, of every kind, then all together."""
    rows = [r for r in events(data, territory, today) if year in (ALL, _year(r))]
    kinds = [f"support.{kind}" for kind in codes("support_kind")]
    at = (f"{territory.code}/{year}", late(data, today))
    return _parts(data, at, rows, kinds, lambda r: f"support.{r['kind'] or 'unknown'}")


@lru_cache(maxsize=64)
def by_funder(data: Data, territory: Territory, today: date | None = None) -> tuple[Support, ...]:
    """The support of all years by who paid for it, the greatest number first, then all together."""
    rows = events(data, territory, today)
    named = [funder(row) for row in rows]
    order = sorted(set(named), key=lambda name: (name == UNKNOWN, -named.count(name), name))
    at = (f"{territory.code}/{ALL}", late(data, today))
    return _parts(data, at, rows, order, funder)


def funder(row: Row) -> str:
    """Who paid, as it stands in a key: there a slash parts the parts."""
    return str(row["funder"] or UNKNOWN).replace("/", "∕")


def _parts(
    data: Data, at: tuple[str, str], rows: Iterable[Row], order: Iterable[str],
    name_of: Callable[[Row], str],
) -> tuple[Support, ...]:  # fmt: skip
    groups: dict[str, list[Row]] = {name: [] for name in order}
    for row in rows:
        groups.setdefault(name_of(row), []).append(row)
    key, day = at
    found = [_support(data, f"{key}/{name}{day}", name, group) for name, group in groups.items()]
    return (*found, _support(data, f"{key}{day}", "", list(rows)))


def _support(data: Data, key: str, name: str, rows: list[Row]) -> Support:
    first = list({row["household_id"]: row for row in reversed(rows)}.values())
    silent = [row for row in rows if row["value_vnd"] is None]
    value = reported(rows, "value_vnd")
    return Support(
        name,
        count(f"support_events/{key}", len(rows), terms=rows_counted(data, rows, "event_date")),
        count(f"support_households/{key}", len(first), Unit.HOUSEHOLDS,
              terms=rows_counted(data, first, "household")),
        count(f"support_vnd/{key}", value, Unit.VND, reason="no_value" if rows else "none_given",
              terms=terms_of(data, rows, "value_vnd")),
        count(f"support_unvalued/{key}", len(silent), terms=rows_counted(data, silent, "event_date")),
    )  # fmt: skip


@lru_cache(maxsize=64)
def donations(
    data: Data, territory: Territory, by: str, today: date | None = None
) -> tuple[Donation, ...]:
    """Donations by `donor_kind` or by `year`, then all together; without a figure where several
    communes share a build, for the form does not say which of them a donation is for."""
    rows = _until(data, "donation", "donation_date", today)
    names = [f"donor.{kind}" for kind in codes("donor_kind")] if by == "donor_kind" else []
    groups: dict[str, list[Row]] = {name: [] for name in names}
    for row in rows:
        groups.setdefault(_donor(row) if by == "donor_kind" else _donated(row), []).append(row)
    shared = "" if len(territories(data)) == 1 else "no_commune"
    ordered = sorted(groups) if by == "year" else list(groups)
    day = late(data, today)
    keys = {name: _donation_key(territory, by, name) + day for name in (*ordered, "")}
    found = [_donation(data, keys[name], name, groups[name], shared) for name in ordered]
    return (*found, _donation(data, keys[""], "", list(rows), shared))


def _donor(row: Row) -> str:
    return f"donor.{row['donor_kind']}" if row["donor_kind"] else UNKNOWN


def _donated(row: Row) -> str:
    return str(row["donation_date"].year) if row["donation_date"] else UNKNOWN


def _donation_key(territory: Territory, by: str, name: str) -> str:
    if by == "year" and name:
        return f"{territory.code}/{name}"
    return f"{territory.code}/all" + (f"/{name}" if name else "")


def _donation(data: Data, key: str, name: str, rows: list[Row], shared: str) -> Donation:
    kind = [row for row in rows if row["in_kind"]]
    found = (
        ("donations", len(rows), Unit.COUNT, rows_counted(data, rows, "donor_kind")),
        ("donated_vnd", reported(rows, "amount_vnd"), Unit.VND, terms_of(data, rows, "amount_vnd")),
        ("donated_in_kind", len(kind), Unit.COUNT, rows_counted(data, kind, "in_kind")),
    )
    figures = [
        count(f"{prefix}/{key}", None if shared else value, unit, reason=shared or "no_money",
              terms=() if shared else terms)
        for prefix, value, unit, terms in found
    ]  # fmt: skip
    return Donation(name, *figures)
