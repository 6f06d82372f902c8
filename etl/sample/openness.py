"""Commune -> communication, access to information, postings, checks, officers."""

from __future__ import annotations

from datetime import date

from catalog.codes import codes
from catalog.tables import GROUPS
from etl.layout.sheet import Line, Row, Sheet
from etl.sample.activities import EVENTS, by_day, numbered, some_day
from etl.sample.office import Office
from etl.sample.world import names

REACHED = {0: 92, -1: 85, -2: 77}  # per cent of the target in the last years


def communication(office: Office) -> list[Sheet]:
    """Events, information access, postings, supervision, officers."""
    events = by_day([_event(office) for _ in range(EVENTS)], "event_date")
    return [
        office.sheet("communication_event", numbered(events)),
        _access(office),
        _with_total(office, "posting", _postings(office), ("complaints", "resolved"), 2),
        _with_total(office, "supervision", _checks(office),
                    ("households_checked", "misclassified", "resolved"), 3),
        office.sheet("officer_assignment", numbered(_officers(office))),
    ]  # fmt: skip


def _with_total(
    office: Office, form: str, rows: list[Row], added: tuple[str, ...], start: int
) -> Sheet:
    whole = {name: sum(row[name] for row in rows) for name in added}
    return office.sheet(form, [*numbered(rows), Line("total", (whole,), "TỔNG CỘNG")], start)


def _event(office: Office) -> Row:
    rng = office.rng
    channel = rng.choice(codes("channel"))
    counted = channel in ("hamlet_meeting", "conference")
    return {
        "event_date": some_day(office, office.commune.last - 3),
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
            target = sum(e.hamlet == index for status in GROUPS for e in state.listed(status))
            due += target * share
            reached = min(target, round(due / 100) - carried)
            carried += reached
            row |= {f"target_households|{year}": target, f"reached_households|{year}": reached}
    whole = {name: sum(row[name] for row in rows) for name in rows[0] if name != "hamlet_code"}
    lines = [*numbered(rows), Line("total", (whole,), "TỔNG CỘNG")]
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
    return by_day(rows, "check_date")


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
