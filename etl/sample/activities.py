"""Commune -> support given, donations, visits to households."""

from __future__ import annotations

from datetime import date, timedelta

from catalog.codes import codes
from catalog.tables import GROUPS
from etl.layout.sheet import Line, Row, Sheet, data
from etl.sample.office import MILLION, Office
from etl.sample.world import Entry, names

SUPPORT, DONATIONS, VISITS, EVENTS = 210, 32, 130, 110
VALUES = {
    "training": 200, "housing": 50_000, "job_placement": None, "health_insurance": 900,
    "credit": 10_000, "livestock": 12_000, "gift": 500, "other": 1_200,
}  # fmt: skip


def support(office: Office) -> list[Sheet]:
    """Support to households, donations, visits."""
    given = by_day([_support(office) for _ in range(SUPPORT)], "event_date")
    gifts = by_day([_donation(office, n) for n in range(1, DONATIONS + 1)], "donation_date")
    visits = by_day([_visit(office) for _ in range(VISITS)], "visit_date")
    worth = {"value_vnd": sum(row["value_vnd"] or 0 for row in given)}
    money = {"amount_vnd": sum(row["amount_vnd"] or 0 for row in gifts)}
    return [
        office.sheet("support_event", [
            *numbered(given), Line("total", (worth,), f"Tổng cộng: {len(given)} lượt")]),
        office.sheet("donation", [*numbered(gifts), Line("total", (money,), "TỔNG CỘNG")], 2),
        office.sheet("visit", numbered(visits), 3),
    ]  # fmt: skip


def by_day(rows: list[Row], name: str) -> list[Row]:
    """Rows in the order of a date."""
    return sorted(rows, key=lambda row: row[name])


def numbered(rows: list[Row]) -> list[Line]:
    """Rows as numbered lines."""
    return [data(n, row) for n, row in enumerate(rows, start=1)]


def some_day(office: Office, first: int) -> date:
    """A random day from a year on, up to the day of the sheets."""
    start = date(max(first, office.commune.first), 1, 2)
    return start + timedelta(days=office.rng.randrange((office.day - start).days))


def _someone(office: Office, day: date) -> Entry:
    """A household that was in a list at the last review before a day."""
    state = office.commune.state(max(day.year - 1, office.commune.first - 1))
    return office.rng.choice([e for status in GROUPS for e in state.listed(status)])


def _person(office: Office, entry: Entry) -> Row:
    hamlet = office.commune.hamlets[entry.hamlet].name
    return {
        "head_name": entry.household.name,
        "household": entry.household.code,
        "hamlet_code": hamlet,
    }


def _support(office: Office) -> Row:
    day, kind = some_day(office, office.commune.last - 2), office.rng.choice(codes("support_kind"))
    usual = VALUES[kind]
    value = None if usual is None else round(usual * office.rng.uniform(0.7, 1.2)) * 1000
    funder = office.rng.choice(names()["texts"]["funders"])
    row = {"event_date": day, "kind": kind, "value_vnd": value, "funder": funder}
    return row | _person(office, _someone(office, day))


def _donation(office: Office, number: int) -> Row:
    rng, texts = office.rng, names()["texts"]
    in_kind = rng.random() < 0.25
    return {
        "donation_date": some_day(office, office.commune.last - 3),
        "Đơn vị, cá nhân ủng hộ": f"Nhà hảo tâm Thí Dụ {number:02d}",
        "donor_kind": rng.choice(codes("donor_kind")),
        "amount_vnd": None if in_kind else rng.randint(4, 60) * MILLION,
        "in_kind": rng.choice(texts["gifts"]) if in_kind else None,
        "purpose": rng.choice(texts["purposes"]),
    }


def _visit(office: Office) -> Row:
    day = some_day(office, office.commune.last - 3)
    entry = _someone(office, day)
    later = day + timedelta(days=office.rng.randint(20, 90))
    row = {
        "visit_date": day,
        "officer_name": names()["officer"].format(number=entry.hamlet + 1),
        "needs": entry.needs,
        "next_step": office.rng.choice(names()["texts"]["next_steps"]),
        "next_date": later if office.rng.random() < 0.8 else None,
    }
    return row | _person(office, entry)
