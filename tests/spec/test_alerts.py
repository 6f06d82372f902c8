"""Every alert fires in the right month, and not in the month before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from catalog.warnings import thresholds
from dashboard.alerts import WEIGHTS, Alert, alerts
from dashboard.data import Data
from dashboard.measure.figure import Figure
from dashboard.measure.trace import recomputed
from dashboard.words import LANGUAGES, say, show
from tests.small import data, territory
from tests.spec.moved import BOTH
from tests.spec.test_needs import SUPPORT
from tests.spec.test_needs import small as asked

REVIEW = """
hamlet_code commune_code review_year households poor_households near_poor_households source_file source_sheet source_row
H1          29221        2025        1000       20              30                   f           s            1
H2          29221        2025        1000       20              30                   f           s            2
"""  # noqa: E501
ONE_HAMLET = "\n".join(REVIEW.strip().splitlines()[:2])
MOVED = BOTH
#: The same households as MOVED closes with.
AGREED = REVIEW.replace(
    "1000       20              30 ", "1000       42              58 ", 1
).replace("1000       20              30 ", "1000       0               0  ", 1)
WORK = """
project_code name hamlet_codes status   finish_date progress_pct source_file source_sheet source_row
CT-1         Một  -            {status} {finish}    {progress}   f           s            1
"""
PROJECT = """
project_code name kind  approved_vnd hamlet_codes start_year source_file source_sheet source_row
SK-1         Một  crops 2000         -            2025       f           s            1
"""
MONEY = """
project_code year fund_source planned_vnd disbursed_vnd as_of_date source_file source_sheet source_row
{code}       2025 central     {planned}   {spent}       2025-01-01 f           s            1
"""
CREDIT = """
commune_code quarter_end as_of_date due_vnd overdue_vnd outstanding_vnd loans
29221        2025-03-31  2025-03-31 0       0           9               1
29221        2025-06-30  2025-06-30 4       {late}      9               1
29221        2025-09-30  2025-09-30 9       0           9               1
29221        2025-12-31  2025-12-31 9       0           9               1
"""
DUES = """
commune_code quarter_end month_end  loans outstanding_vnd
29221        2025-03-31  2025-05-31 1     7
29221        2025-06-30  2025-09-30 1     9
"""
TARGET = """
indicator   place_code year   value   unit decision_number source_file source_sheet source_row
{indicator} 29221      {year} {value} %    8/NQ            f           s            1
"""
VISITS = """
hamlet_code commune_code year visits last_visit_date visit_days
H1          29221        2025 1      2025-03-01      2025-03-01
H2          29221        2025 1      2025-05-31      2025-05-31
"""


HELPED = SUPPORT + "B 2026-02-01 credit 5 -\nC 2026-02-02 credit 5 -\n"


@dataclass(frozen=True)
class Case:
    """A rule, the data that break it, the last month that is silent, the first that is not."""

    rule: str
    tables: dict[str, str] | Data
    silent: date
    fires: date
    year: int = 2025


def work(
    finish: str = "-", status: str = "under_way", progress: str = "50", **money: str
) -> dict[str, str]:
    found = {"infrastructure_project": WORK.format(finish=finish, status=status, progress=progress)}
    if money:
        found["infrastructure_funding"] = MONEY.format(code="CT-1", **money)
    return found | {"review_summary": REVIEW}


def project(**money: str) -> dict[str, str]:
    return {
        "livelihood_project": PROJECT, "review_summary": REVIEW,
        "livelihood_funding": MONEY.format(code="SK-1", **money),
    }  # fmt: skip


def aim(indicator: str, value: str, year: int = 2025, **more: str) -> dict[str, str]:
    target = TARGET.format(indicator=indicator, value=value, year=year)
    return {"target": target, "review_summary": REVIEW} | more


def astray(group: str) -> dict[str, str]:
    lines = [
        line[: line.rindex("0")] + "3" if f" {group} " in line else line
        for line in MOVED.splitlines()
    ]
    return {"review_movement": "\n".join(lines), "review_summary": REVIEW}


def disagreeing(group: str) -> dict[str, str]:
    """A movement form that closes with other households of a group than the summary form counts."""
    column = ("poor", "near_poor").index(group)
    lines = [line.split() for line in AGREED.strip().splitlines()]
    lines[1][4 + column] = "41"
    return {"review_movement": MOVED, "review_summary": "\n".join(" ".join(x) for x in lines)}


NOVEMBER, DECEMBER = date(2025, 11, 30), date(2025, 12, 10)
APRIL, MAY, JUNE = date(2025, 4, 30), date(2025, 5, 31), date(2025, 6, 30)
OVERDUE, COMING = CREDIT.format(late=4), CREDIT.format(late=0)
CASES = [
    Case("late", work("2025-05-31"), MAY, date(2025, 6, 1)),
    Case("late_unknown", work("2025-05-31", progress="-"), MAY, date(2025, 6, 1)),
    Case("stopped", work(status="stopped"), NOVEMBER, DECEMBER),
    Case("over_plan", work(planned="1200", spent="1201"), NOVEMBER, DECEMBER),
    Case("low_disbursement", work("2025-05-15", "completed", planned="1200", spent="599"), APRIL, MAY),
    Case("none_disbursed", work(planned="1200", spent="0"), date(2025, 1, 30), date(2025, 1, 31)),
    Case("behind", work(planned="1200", spent="349"), APRIL, MAY),
    Case("project_over_plan", project(planned="1200", spent="1201"), NOVEMBER, DECEMBER),
    Case("project_none_disbursed", project(planned="12", spent="0"), date(2025, 1, 30), date(2025, 1, 31)),
    Case("project_behind", project(planned="1200", spent="349"), APRIL, MAY),
    Case("no_review", {"review_summary": ONE_HAMLET}, NOVEMBER, DECEMBER),
    Case("no_review", {"review_summary": REVIEW}, date(2026, 12, 14), date(2026, 12, 15)),
    Case("unbalanced_poor", astray("poor"), NOVEMBER, DECEMBER),
    Case("unbalanced_near_poor", astray("near_poor"), NOVEMBER, DECEMBER),
    Case("disagreeing_poor", disagreeing("poor"), NOVEMBER, DECEMBER),
    Case("disagreeing_near_poor", disagreeing("near_poor"), NOVEMBER, DECEMBER),
    Case("relapsed", {"review_movement": MOVED, "review_summary": REVIEW}, NOVEMBER, DECEMBER),
    Case("target_missed", aim("poverty_rate", "1"), NOVEMBER, DECEMBER),
    Case(
        "target_missed",
        work(planned="1200", spent="400") | aim("infrastructure_disbursement_rate", "90"),
        date(2025, 12, 30), date(2025, 12, 31),
    ),
    Case("target_at_risk", aim("poverty_rate", "1", 2026), date(2025, 12, 31), date(2026, 1, 1)),
    Case(
        "target_at_risk",
        work(planned="1200", spent="400") | aim("infrastructure_disbursement_rate", "90"),
        APRIL, MAY,
    ),
    Case("overdue", {"credit_summary": OVERDUE, "review_summary": REVIEW}, MAY, JUNE),
    Case(
        "due_soon", {"credit_summary": COMING, "credit_due": DUES, "review_summary": REVIEW},
        date(2025, 7, 31), date(2025, 8, 31),
    ),
    Case("need_open", asked(), date(2026, 6, 8), date(2026, 6, 9)),
    Case("unvisited", {"visit_summary": VISITS, "review_summary": REVIEW}, date(2025, 5, 30), MAY),
]  # fmt: skip
NAMES = [f"{case.rule}-{i}" for i, case in enumerate(CASES)]
#: What is known whenever the data say it: there is no month before.
ALWAYS = ("stopped", "over_plan", "project_over_plan")


def made(tables: dict[str, str] | Data) -> Data:
    return tables if isinstance(tables, Data) else data(**tables)


def of_rule(case: Case, found: Data, day: date) -> list[Alert]:
    return [a for a in alerts(found, territory(found), case.year, day) if a.rule == case.rule]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_an_alert_fires_in_the_right_month_and_not_before(case: Case) -> None:
    found = made(case.tables)
    assert of_rule(case, found, case.fires)
    assert bool(of_rule(case, found, case.silent)) is (case.rule in ALWAYS)


NONE_BACK = MOVED.replace("2                1        3", "3                0        3")
SOUND: dict[str, dict[str, str] | Data] = {
    "stopped": work(), "over_plan": work(planned="1200", spent="1200"),
    "project_over_plan": project(planned="1200", spent="1200"),
    "low_disbursement": work("2025-05-15", "completed", planned="1200", spent="600"),
    "behind": work(planned="1200", spent="350"), "project_behind": project(planned="1200", spent="350"),
    "none_disbursed": work(planned="1200", spent="-"), "late": work("2025-05-31", "completed"),
    "project_none_disbursed": project(planned="0", spent="0"),
    "target_missed": aim("poverty_rate", "2"), "target_at_risk": aim("poverty_rate", "2", 2026),
    "no_review": {"review_summary": REVIEW},
    "relapsed": {"review_movement": NONE_BACK, "review_summary": REVIEW},
    "unbalanced_poor": {"review_movement": MOVED, "review_summary": REVIEW},
    "unbalanced_near_poor": {"review_movement": MOVED, "review_summary": REVIEW},
    "disagreeing_poor": disagreeing("near_poor"), "disagreeing_near_poor": disagreeing("poor"),
    "overdue": {"credit_summary": COMING, "review_summary": REVIEW},
    "due_soon": {"credit_summary": COMING, "credit_due": DUES.replace("2025-09-30", "2025-11-30"),
                 "review_summary": REVIEW},
    "unvisited": {"review_summary": REVIEW},
    "late_unknown": work("2025-05-31", progress="50"), "need_open": asked(support=HELPED),
}  # fmt: skip


@pytest.mark.parametrize("rule", SOUND)
def test_the_same_day_says_nothing_where_the_rule_is_kept(rule: str) -> None:
    case = next(case for case in CASES if case.rule == rule)
    assert of_rule(case, made(SOUND[rule]), case.fires) == []


def test_every_rule_has_a_month_that_fires_it_and_data_that_do_not() -> None:
    assert {case.rule for case in CASES} == set(WEIGHTS) == set(SOUND)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_an_alert_and_its_rule_can_be_read_in_every_language(case: Case, language: str) -> None:
    (found, *_) = of_rule(case, made(case.tables), case.fires)
    text = say(language, f"alert.{found.rule}", **found.values)
    rule = say(language, f"rule.{found.rule}", **thresholds())
    assert "{" not in text + rule
    assert "None" not in text + rule
    for value in found.values.values():
        assert (
            isinstance(value, Figure | date | str | int | float | tuple)
            or show(language, value) == "—"
        )


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_the_figures_of_an_alert_add_up_from_their_cells(case: Case) -> None:
    (found, *_) = of_rule(case, made(case.tables), case.fires)
    figures = [v for v in found.values.values() if isinstance(v, Figure)]
    for figure in (f for f in figures if f.cells):
        assert recomputed(figure) == pytest.approx(figure.value)


def test_the_worst_comes_first_and_every_alert_has_its_own_key() -> None:
    tables: dict[str, Any] = work("2025-05-31", planned="1200", spent="349") | astray("poor")
    tables |= {"credit_summary": OVERDUE} | {"target": aim("poverty_rate", "1")["target"]}
    found = data(**tables)
    told = alerts(found, territory(found), 2025, date(2025, 12, 31))
    assert [a.weight for a in told] == sorted((a.weight for a in told), reverse=True)
    assert len({a.key for a in told}) == len(told) > 4


@pytest.mark.parametrize(
    ("language", "last"),
    [("vi", "và 3 ấp nữa."), ("en", "and 3 more hamlets."), ("id", "dan 3 dusun lagi.")],
)
def test_a_long_list_of_hamlets_says_how_many_more_there_are(language: str, last: str) -> None:
    names = tuple(f"Ấp {n}" for n in range(1, 10))
    for rule in ("no_review", "unvisited"):
        found = {"number": 9, "names": names, "year": 2025, "days": 90,
                 "day": date(2025, 12, 31), "until": date(2025, 12, 31)}  # fmt: skip
        text = say(language, f"alert.{rule}", **found)
        assert text.endswith(f": Ấp 1, Ấp 2, Ấp 3, Ấp 4, Ấp 5, Ấp 6 {last}")
        short = say(language, f"alert.{rule}", **(found | {"names": names[:6]}))
        assert short.endswith("Ấp 5, Ấp 6.")
    assert "…" not in text


def test_relapses_are_told_from_their_review_until_the_next_one_is_there() -> None:
    later = "\n".join(line.replace("2025", "2026") for line in REVIEW.strip().splitlines()[1:])
    moved = (
        MOVED
        + "\n"
        + "\n".join(line.replace("2025", "2026") for line in NONE_BACK.strip().splitlines()[1:])
    )
    found = data(review_summary=f"{REVIEW.strip()}\n{later}", review_movement=moved)

    def told(year: int, day: date) -> list[str]:
        return [a.key for a in alerts(found, territory(found), year, day) if a.rule == "relapsed"]

    assert told(2025, NOVEMBER) == []
    assert told(2025, DECEMBER) == ["relapsed/2025"]
    assert told(2025, date(2026, 12, 9)) == ["relapsed/2025"]
    assert told(2025, date(2026, 12, 10)) == told(2026, date(2026, 12, 10)) == []


def test_needs_are_not_old_once_a_later_review_has_asked_anew() -> None:
    found = asked()
    later = [{**row, "review_year": 2026} for row in found.tables["review_summary"]]
    found.tables["review_summary"] += tuple(later)
    told = alerts(found, territory(found), 2025, date(2026, 12, 20))
    assert "need_open" not in [alert.rule for alert in told]


def test_a_finished_work_with_little_disbursed_is_told_once() -> None:
    found = data(**work("2025-05-15", "completed", planned="1200", spent="0"))
    told = [a.rule for a in alerts(found, territory(found), 2025, date(2025, 12, 31))]
    assert told == ["low_disbursement"]


def test_without_a_day_the_latest_in_the_data_is_meant() -> None:
    found = data(**work("2025-05-31"))
    of = territory(found)
    assert alerts(found, of, 2025) == alerts(found, of, 2025, date(2025, 12, 10))
