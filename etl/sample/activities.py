"""Commune -> support, donations, visits, communication, access, postings, checks, officers, targets."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from catalog.codes import codes
from etl.layout import Line, Row, Sheet, data
from etl.sample.programmes import MILLION, Office
from etl.sample.world import AT_RISK, Entry, names

SUPPORT, DONATIONS, VISITS, EVENTS = 210, 32, 130, 110
REACHED = {0: 92, -1: 85, -2: 77}  # per cent of the target in the last years
VALUES = {
    "training": 200, "housing": 50_000, "job_placement": None, "health_insurance": 900,
    "credit": 10_000, "livestock": 12_000, "gift": 500, "other": 1_200,
}  # fmt: skip


def support(office: Office) -> list[Sheet]:
    """Support to households, donations, visits."""
    given = _by_day([_support(office) for _ in range(SUPPORT)], "event_date")
    gifts = _by_day([_donation(office, n) for n in range(1, DONATIONS + 1)], "donation_date")
    visits = _by_day([_visit(office) for _ in range(VISITS)], "visit_date")
    worth = {"value_vnd": sum(row["value_vnd"] or 0 for row in given)}
    money = {"amount_vnd": sum(row["amount_vnd"] or 0 for row in gifts)}
    return [
        office.sheet("support_event", [
            *_numbered(given), Line("total", (worth,), f"Tổng cộng: {len(given)} lượt")]),
        office.sheet("donation", [*_numbered(gifts), Line("total", (money,), "TỔNG CỘNG")], 2),
        office.sheet("visit", _numbered(visits), 3),
    ]  # fmt: skip


def _by_day(rows: list[Row], name: str) -> list[Row]:
    return sorted(rows, key=lambda row: row[name])


def _numbered(rows: list[Row]) -> list[Line]:
    return [data(n, row) for n, row in enumerate(rows, start=1)]


def _day(office: Office, first: int) -> date:
    start = date(max(first, office.commune.first), 1, 2)
    return start + timedelta(days=office.rng.randrange((office.day - start).days))


def _someone(office: Office, day: date) -> Entry:
    """A household that was in a list at the last review before a day."""
    state = office.commune.state(max(day.year - 1, office.commune.first - 1))
    return office.rng.choice([e for status in AT_RISK for e in state.listed(status)])


def _person(office: Office, entry: Entry) -> Row:
    hamlet = office.commune.hamlets[entry.hamlet].name
    return {
        "head_name": entry.household.name,
        "household": entry.household.code,
        "hamlet_code": hamlet,
    }


def _support(office: Office) -> Row:
    day, kind = _day(office, office.commune.last - 2), office.rng.choice(codes("support_kind"))
    usual = VALUES[kind]
    value = None if usual is None else round(usual * office.rng.uniform(0.7, 1.2)) * 1000
    funder = office.rng.choice(names()["texts"]["funders"])
    row = {"event_date": day, "kind": kind, "value_vnd": value, "funder": funder}
    return row | _person(office, _someone(office, day))


def _donation(office: Office, number: int) -> Row:
    rng, texts = office.rng, names()["texts"]
    in_kind = rng.random() < 0.25
    return {
        "donation_date": _day(office, office.commune.last - 3),
        "Đơn vị, cá nhân ủng hộ": f"Nhà hảo tâm Thí Dụ {number:02d}",
        "donor_kind": rng.choice(codes("donor_kind")),
        "amount_vnd": None if in_kind else rng.randint(4, 60) * MILLION,
        "in_kind": rng.choice(texts["gifts"]) if in_kind else None,
        "purpose": rng.choice(texts["purposes"]),
    }


def _visit(office: Office) -> Row:
    day = _day(office, office.commune.last - 3)
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


def communication(office: Office) -> list[Sheet]:
    """Events, information access, postings, supervision, officers."""
    events = _by_day([_event(office) for _ in range(EVENTS)], "event_date")
    return [
        office.sheet("communication_event", _numbered(events)),
        _access(office),
        _with_total(office, "posting", _postings(office), ("complaints", "resolved"), 2),
        _with_total(office, "supervision", _checks(office),
                    ("households_checked", "misclassified", "resolved"), 3),
        office.sheet("officer_assignment", _numbered(_officers(office))),
    ]  # fmt: skip


def _with_total(
    office: Office, form: str, rows: list[Row], added: tuple[str, ...], start: int
) -> Sheet:
    whole = {name: sum(row[name] for row in rows) for name in added}
    return office.sheet(form, [*_numbered(rows), Line("total", (whole,), "TỔNG CỘNG")], start)


def _event(office: Office) -> Row:
    rng = office.rng
    channel = rng.choice(codes("channel"))
    counted = channel in ("hamlet_meeting", "conference")
    return {
        "event_date": _day(office, office.commune.last - 3),
        "hamlet_code": rng.choice(office.commune.hamlets).name,
        "channel": channel,
        "topic": rng.choice(names()["texts"]["topics"]),
        "attendance": rng.randint(22, 75) if counted else None,
    }


def _access(office: Office) -> Sheet:
    """Three years side by side; the reached are spread so that the commune's rate is the wanted one."""
    commune = office.commune
    rows: list[Row] = [{"hamlet_code": hamlet.name} for hamlet in commune.hamlets]
    years = [y.year for y in commune.years if y.year - commune.last in REACHED]
    for year in years:
        state, share = commune.state(year), REACHED[year - commune.last]
        due = carried = 0
        for index, row in enumerate(rows):
            target = sum(e.hamlet == index for status in AT_RISK for e in state.listed(status))
            due += target * share
            reached = min(target, round(due / 100) - carried)
            carried += reached
            row |= {f"target_households|{year}": target, f"reached_households|{year}": reached}
    whole = {name: sum(row[name] for row in rows) for name in rows[0] if name != "hamlet_code"}
    lines = [*_numbered(rows), Line("total", (whole,), "TỔNG CỘNG")]
    return office.sheet("information_access", lines, years=tuple(years))


def _postings(office: Office) -> list[Row]:
    rows = []
    for year in (y.year for y in office.commune.years):
        places = [(h.name, f"Nhà văn hóa ấp {h.name}") for h in office.commune.hamlets]
        for hamlet, place in [*places, ("Toàn xã", "Trụ sở UBND xã")]:
            complaints = office.rng.choice((0, 0, 0, 1, 2))
            rows.append({
                "review_year": year, "hamlet_code": hamlet, "place_name": place,
                "from_date": date(year, 11, 24), "to_date": date(year, 11, 28),
                "complaints": complaints, "resolved": complaints,
            })  # fmt: skip
    return [row | _zero(row) for row in rows]


def _zero(row: Row) -> Row:
    """A written 0 is 0."""
    return {name: value for name, value in row.items() if value == 0}


def _checks(office: Office) -> list[Row]:
    rows, organisations = [], names()["texts"]["organisations"]
    for year in (y.year for y in office.commune.years):
        for index, hamlet in enumerate(office.commune.hamlets):
            wrong = office.rng.choice((0, 0, 1))
            rows.append({
                "check_date": date(year, 10, 2 + 2 * index), "hamlet_code": hamlet.name,
                "organisation": organisations[(index + year) % len(organisations)],
                "households_checked": office.rng.randint(9, 20),
                "misclassified": wrong, "resolved": wrong,
            })  # fmt: skip
    return _by_day(rows, "check_date")


def _officers(office: Office) -> list[Row]:
    roles, start = names()["texts"]["roles"], date(office.commune.first, 1, 12)
    return [
        {
            "hamlet_code": hamlet.name,
            "officer_name": names()["officer"].format(number=index + 1),
            "officer_role": roles[index % len(roles)],
            "from_date": start,
            "to_date": None,
        }
        for index, hamlet in enumerate(office.commune.hamlets)
    ]


def targets(office: Office) -> list[Sheet]:
    """Rates for each unit and year; the merged commune has households as well."""
    rows: list[Row] = []
    for now in office.commune.years:
        units = dict.fromkeys(office.commune.unit_in(now.year, h) for h in office.commune.hamlets)
        for unit in units:
            mine = [i for i, h in enumerate(office.commune.hamlets)
                    if office.commune.unit_in(now.year, h) == unit]  # fmt: skip
            whole = sum(office.commune.hamlets[i].households_in(now.year) for i in mine)
            poor, near = (sum(e.hamlet in mine for e in now.listed(s)) for s in AT_RISK)
            aims: dict[str, Any] = {"poverty_rate": poor}
            if len(units) == 1:
                aims |= {"near_poverty_rate": near, "multidimensional_rate": poor + near}
            number = names()["texts"]["resolution"].format(number=8000 + now.year % 100)
            rows += [
                {
                    "indicator": name, "Địa bàn": f"Xã {unit.name}", "place_code": unit.code,
                    "year": now.year, "unit": "%", "decision_number": number,
                    "value": -(-count * 1000 // whole) / 10 + 0.3,
                }
                for name, count in aims.items()
            ]  # fmt: skip
    return [office.sheet("target", _numbered([r | {"value": round(r["value"], 1)} for r in rows]))]


def places(offices: list[Office]) -> list[Sheet]:
    """Provinces, communes and hamlets with their periods and successors."""
    entry, province = names()["commune"], names()["province"]
    merged = entry["merged_on"]
    start = min(entry["valid_from"], date(offices[0].commune.first, 1, 1))
    ended = merged - timedelta(days=1)
    old, new = province["before"], province["after"]
    rows = [
        _place(old[0], old[1], "province", None, start, ended, new[0]),
        _place(new[0], new[1], "province", None, merged, None, None),
    ]
    for office in offices:
        commune = office.commune
        rows += [
            _place(u.code, u.name, "commune", old[0], start, ended, commune.unit.code)
            for u in commune.former
        ]
        rows.append(
            _place(commune.unit.code, commune.unit.name, "commune", new[0], merged, None, None)
        )
        for hamlet in commune.hamlets:
            former = commune.former[hamlet.former].code
            rows += [
                _place(hamlet.code, hamlet.name, "hamlet", former, start, ended, hamlet.code),
                _place(hamlet.code, hamlet.name, "hamlet", commune.unit.code, merged, None, None),
            ]
    return [offices[0].sheet("place", _numbered(rows))]


def _place(
    code: str,
    name: str,
    level: str,
    parent: str | None,
    start: date,
    end: date | None,
    heir: str | None,
) -> Row:
    return {
        "place_code": code, "name": name, "level": level, "parent_code": parent,
        "valid_from": start, "valid_to": end, "successor_code": heir,
    }  # fmt: skip
