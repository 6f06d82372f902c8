"""Support given and donations -> lượt, households, money: by kind and year, by funder, by donor."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from catalog.codes import codes
from dashboard.data import Data, Row
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
def events(data: Data, territory: Territory) -> tuple[Row, ...]:
    """The support given to the households of a territory, as the counts of its communes list it.

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
        for row in data.rows("support_event")
        if _at(row) in mine
        or (
            row["event_date"] is None
            and (alone or territory.hamlet(homes.get(row["household_id"])))
        )
    )


def _at(row: Row) -> tuple[object, ...]:
    return row["source_file"], row["source_sheet"], row["source_row"]


@lru_cache(maxsize=64)
def years(data: Data, territory: Territory) -> tuple[str, ...]:
    """The years in which support was given; last, those of which no day is written (UNKNOWN)."""
    return tuple(sorted({_year(row) for row in events(data, territory)}))


def _year(row: Row) -> str:
    return str(row["event_date"].year) if row["event_date"] else UNKNOWN


@lru_cache(maxsize=256)
def by_kind(data: Data, territory: Territory, year: str = ALL) -> tuple[Support, ...]:
    """The support of a year, or of all, of every kind, then all together."""
    rows = [r for r in events(data, territory) if year in (ALL, _year(r))]
    kinds = [f"support.{kind}" for kind in codes("support_kind")]
    return _parts(data, territory, year, rows, kinds, lambda r: f"support.{r['kind'] or 'unknown'}")


@lru_cache(maxsize=64)
def by_funder(data: Data, territory: Territory) -> tuple[Support, ...]:
    """The support of all years by who paid for it, the greatest number first, then all together."""
    rows = events(data, territory)
    named = [funder(row) for row in rows]
    order = sorted(set(named), key=lambda name: (name == UNKNOWN, -named.count(name), name))
    return _parts(data, territory, ALL, rows, order, funder)


def funder(row: Row) -> str:
    """Who paid, as it stands in a key: there a slash parts the parts."""
    return str(row["funder"] or UNKNOWN).replace("/", "∕")


def _parts(
    data: Data, territory: Territory, year: str, rows: Iterable[Row], order: Iterable[str],
    name_of: Callable[[Row], str],
) -> tuple[Support, ...]:  # fmt: skip
    groups: dict[str, list[Row]] = {name: [] for name in order}
    for row in rows:
        groups.setdefault(name_of(row), []).append(row)
    key = f"{territory.code}/{year}"
    found = [_support(data, f"{key}/{name}", name, group) for name, group in groups.items()]
    return (*found, _support(data, key, "", list(rows)))


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
def donations(data: Data, territory: Territory, by: str) -> tuple[Donation, ...]:
    """Donations by `donor_kind` or by `year`, then all together; without a figure where several
    communes share a build, for the form does not say which of them a donation is for."""
    rows = data.rows("donation")
    names = [f"donor.{kind}" for kind in codes("donor_kind")] if by == "donor_kind" else []
    groups: dict[str, list[Row]] = {name: [] for name in names}
    for row in rows:
        groups.setdefault(_donor(row) if by == "donor_kind" else _donated(row), []).append(row)
    shared = "" if len(territories(data)) == 1 else "no_commune"
    ordered = sorted(groups) if by == "year" else list(groups)
    found = [_donation(data, territory, by, name, groups[name], shared) for name in ordered]
    return (*found, _donation(data, territory, by, "", list(rows), shared))


def _donor(row: Row) -> str:
    return f"donor.{row['donor_kind']}" if row["donor_kind"] else UNKNOWN


def _donated(row: Row) -> str:
    return str(row["donation_date"].year) if row["donation_date"] else UNKNOWN


def _donation(
    data: Data, territory: Territory, by: str, name: str, rows: list[Row], shared: str
) -> Donation:
    dated = by == "year" and name
    key = (
        f"{territory.code}/{name}"
        if dated
        else f"{territory.code}/all" + (f"/{name}" if name else "")
    )
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
