"""Works and projects -> approved, planned, disbursed; by project, year and source. All in đồng."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dashboard.data import Data, Row
from dashboard.measure.figure import Figure, Unit, count, rate, reported, total
from dashboard.measure.terms import Term, rows_counted, terms_of
from dashboard.measure.territory import Territory, territories

FINISHED = ("completed", "accepted", "settled")
GROUP = "community_group"
PERIOD = "all"


@dataclass(frozen=True)
class Project:
    """One work or project with its money. `row` is its line in the register."""

    code: str
    row: Row
    approved: Figure
    planned: Figure
    disbursed: Figure
    disbursement: Figure
    completion: Figure

    def __hash__(self) -> int:
        return hash(self.code)

    @property
    def gap(self) -> int:
        """What was planned and not disbursed; 0 when either is unknown."""
        known = self.planned.value is not None and self.disbursed.value is not None
        return int((self.planned.value or 0) - (self.disbursed.value or 0)) if known else 0

    @property
    def finished(self) -> bool:
        """Whether the register says that the work is done."""
        return self.row.get("status") in FINISHED


def _belongs(data: Data, territory: Territory, row: Row) -> bool:
    """Whether it is of a commune: by its hamlets; of no written place, where it is the only one."""
    codes = row.get("hamlet_codes")
    if not codes:
        return len(territories(data)) == 1
    return any(territory.hamlet(code) is not None for code in codes)


@lru_cache(maxsize=64)
def projects(data: Data, territory: Territory, kind: str) -> tuple[Project, ...]:
    """The works (`infrastructure`) or projects (`livelihood`) of a territory, in register order.

    The community group is not one of the livelihood projects and has no money of its own.
    """
    rows = [r for r in data.rows(f"{kind}_project") if _belongs(data, territory, r)]
    rows = [r for r in rows if r.get("kind") != GROUP]
    return tuple(_project(data, row, kind) for row in sorted(rows, key=_register_order))


def _register_order(row: Row) -> tuple[str, str, int]:
    return row["source_file"], row["source_sheet"], row["source_row"]


def _project(data: Data, row: Row, kind: str) -> Project:
    code = row["project_code"]
    funding = [f for f in data.rows(f"{kind}_funding") if f["project_code"] == code]
    day = as_of(data, kind)
    return Project(
        code,
        row,
        _money(data, "approved_vnd", code, [row], day),
        _money(data, "planned_vnd", code, funding, day),
        _money(data, "disbursed_vnd", code, funding, day),
        _disbursement(data, code, funding, day),
        _completion(data, code, [row], funding, day),
    )


def _money(data: Data, name: str, code: str, rows: list[Row], day: date | None) -> Figure:
    reason = "not_reported" if rows else "no_plan"
    key, terms = f"{name}/{code}/{PERIOD}", terms_of_money(data, name, rows)
    return count(key, reported(rows, name), Unit.VND, reason=reason, as_of=day, terms=terms)


def terms_of_money(
    data: Data, name: str, rows: list[Row], *, whole: bool = False
) -> tuple[Term, ...]:
    """The cells of a money column; where each year has its own column, that of the row's year."""
    return tuple(
        term for row in rows for term in terms_of(data, [row], name, added=_year(row), whole=whole)
    )


def _year(row: Row) -> str:
    return str(row["year"]) if "year" in row else ""


def _disbursement(
    data: Data, code: str, rows: list[Row], day: date | None, unmatched: str = ""
) -> Figure:
    """Disbursed over planned; over 100 % is a doubt about the data and has no value."""
    part, whole = reported(rows, "disbursed_vnd"), reported(rows, "planned_vnd")
    reason = unmatched if whole else "no_plan"
    key = f"disbursement_rate/{code}/{PERIOD}"
    terms = terms_of_money(data, "disbursed_vnd", rows) + terms_of_money(
        data, "planned_vnd", rows, whole=True
    )
    return rate(key, part, whole, reason=reason, smallest=0, as_of=day, terms=terms, parts=Unit.VND)


def _completion(
    data: Data, code: str, projects: list[Row], rows: list[Row], day: date | None,
    unmatched: str = "",
) -> Figure:  # fmt: skip
    """Disbursed over approved."""
    part, whole = reported(rows, "disbursed_vnd"), total(projects, "approved_vnd")
    terms = terms_of_money(data, "disbursed_vnd", rows) + terms_of_money(
        data, "approved_vnd", projects, whole=True
    )
    key = f"completion_rate/{code}/{PERIOD}"
    reason = unmatched or ("" if whole else "not_reported")
    return rate(key, part, whole, reason=reason, smallest=0, as_of=day, terms=terms, parts=Unit.VND)


@dataclass(frozen=True)
class Programme:
    """All works or all projects of a territory together."""

    number: Figure
    approved: Figure
    planned: Figure
    disbursed: Figure
    disbursement: Figure
    completion: Figure


@lru_cache(maxsize=64)
def programme(data: Data, territory: Territory, kind: str) -> Programme:
    """Sums over the works or projects of a territory; the ratio is taken last."""
    found = projects(data, territory, kind)
    rows = [p.row for p in found]
    codes = {p.code for p in found}
    funding = [f for f in data.rows(f"{kind}_funding") if f["project_code"] in codes]
    day, place = as_of(data, kind), f"{kind}@{territory.code}"
    number = len(rows) if rows else None
    return Programme(
        count(
            f"projects/{place}/{PERIOD}",
            number,
            reason="no_register",
            as_of=day,
            terms=rows_counted(data, rows, "project_code"),
        ),
        _money(data, "approved_vnd", place, rows, day),
        _money(data, "planned_vnd", place, funding, day),
        _money(data, "disbursed_vnd", place, funding, day),
        _disbursement(data, place, funding, day, _unmatched(found, "planned")),
        _completion(data, place, rows, funding, day, _unmatched(found, "approved")),
    )


def _unmatched(found: tuple[Project, ...], whole: str) -> str:
    """Why the money of all is no ratio: some have only one of its sides."""
    sides = {(p.disbursed.known, getattr(p, whole).known) for p in found}
    return "unmatched" if sides & {(True, False), (False, True)} and (True, True) in sides else ""


def as_of(data: Data, kind: str) -> date | None:
    """The date that the money sheets give."""
    rows = (*data.rows(f"{kind}_project"), *data.rows(f"{kind}_funding"))
    return max((r["as_of_date"] for r in rows if r.get("as_of_date")), default=None)
