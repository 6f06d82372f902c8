"""Every sentence stands where its condition holds, and nowhere else."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest

from dashboard.blocks import alerts, hamlets, livelihoods, overview, pace, poverty, targets, works
from dashboard.draw.hamlets import dumbbell
from dashboard.explain import doubts, headline
from dashboard.measure.changes import count_change, part_change, rate_change
from dashboard.measure.steps import rate_steps
from dashboard.measure.support import credit
from dashboard.measure.targets import goals
from dashboard.view import View, view_of
from dashboard.words import LANGUAGES, texts
from tests.small import data, territory
from tests.spec.moved import BOTH

HEAD = "hamlet_code commune_code review_year households poor_households near_poor_households"
TARGET = """
indicator    place_code year value unit decision_number source_file source_sheet source_row
poverty_rate 29221      2026 {}    %    8/NQ            f           s            1
"""
MOVED = BOTH.replace(" 2025 ", " 2026 ")
COLUMNS = BOTH.strip().splitlines()[0]


def forms(poor: int, near: int = 30, off: int = 0) -> str:
    """Movement forms of both hamlets in which nobody moves; the first does not balance by so many."""
    lines = [
        f"{code} 29221 2026 {group} households {end} {'0 ' * 7}{end} {end} {wrong}"
        for code, wrong in (("H1", off), ("H2", 0))
        for group, end in (("poor", poor), ("near_poor", near))
    ]
    return "\n".join([COLUMNS, *lines])


def review(*poor: int | None, hamlets: tuple[str, ...] = ("H1", "H2")) -> str:
    """Reviews up to 2026 of both hamlets; None has no review that year."""
    first = 2027 - len(poor)
    lines = [
        f"{code} 29221 {year} 1000 {number} 30"
        for year, number in enumerate(poor, start=first)
        for code in (hamlets if year == 2026 else ("H1", "H2"))
        if number is not None
    ]
    return "\n".join([HEAD, *lines])


def view(language: str = "vi", day: str = "2026-12-31", **tables: str) -> View:
    """What a reader with these tables sees."""
    found = view_of(data(**tables), language, False, {"asof": day})
    assert found is not None
    return found


def of_standards(drawing: str, **standards: str) -> str:
    """Reviews with the standard of each year (`y2025="QD59_2015"`)."""
    head, *lines = drawing.splitlines()
    told = [f"{line} {standards.get('y' + line.split()[2], 'ND07_2021')}" for line in lines]
    return "\n".join([f"{head} standard", *told])


UP, DOWN, SAME = review(20, 40), review(40, 20), review(20, 20)
BROKEN = of_standards(DOWN, y2025="QD59_2015")
SHRUNK = review(40, 36).replace("2026 1000", "2026 700")
HEADLINES: dict[str, dict[str, str]] = {
    "missing": {"review_summary": UP.replace("1000 40", "- 40")},
    "alone": {"review_summary": review(20)},
    "apart": {"review_summary": BROKEN, "target": TARGET.format(9)},
    "fewer": {"review_summary": SHRUNK},
    "fewer_met": {"review_summary": SHRUNK, "target": TARGET.format(6)},
    "fewer_missed": {"review_summary": SHRUNK, "target": TARGET.format(5)},
    "incomplete": {"review_summary": review(40, 20, hamlets=("H1",)), "target": TARGET.format(9)},
    "up": {"review_summary": UP},
    "up_met": {"review_summary": UP, "target": TARGET.format(5)},
    "up_missed": {"review_summary": UP, "target": TARGET.format(3)},
    "down": {"review_summary": DOWN},
    "down_met": {"review_summary": DOWN, "target": TARGET.format(5)},
    "down_missed": {"review_summary": DOWN, "target": TARGET.format(1)},
    "same": {"review_summary": SAME},
    "same_met": {"review_summary": SAME, "target": TARGET.format(5)},
    "same_missed": {"review_summary": SAME, "target": TARGET.format(1)},
}


@pytest.mark.parametrize("key", HEADLINES)
def test_a_headline_stands_where_its_condition_holds_and_nowhere_else(key: str) -> None:
    for other, tables in HEADLINES.items():
        found = data(**tables)
        said = headline(found, territory(found), 2026).key
        assert (said == f"headline.{key}") is (other == key)


def test_nothing_is_compared_with_a_year_that_a_hamlet_is_missing_in() -> None:
    part = "\n".join(line for line in DOWN.splitlines() if "H2 29221 2025" not in line)
    found = data(review_summary=part, review_movement=MOVED)
    said = headline(found, territory(found), 2026)
    assert (said.key, said.values["reason"]) == ("headline.apart", "unreviewed")
    for change in (rate_change, part_change, count_change):
        name = "poor_households" if change is count_change else "poverty_rate"
        assert change(found, territory(found), 2026, name).reason == "unreviewed"
    assert rate_steps(found, territory(found), 2026).reason == "unreviewed"
    assert count_change(found, territory(found), 2026, "poor_households", "H1").value == -20


def test_every_headline_has_a_case() -> None:
    keys = {k.partition(".")[2] for k in texts("vi") if k.startswith("headline.")}
    assert keys == set(HEADLINES) | {"unbalanced", "disagreeing"}


ENDS = {"down_met": 20, "up_met": 40, "same_met": 20}
#: Forms that do not balance, that close with another number of poor, or of near-poor; both at once.
WRONG: dict[str, tuple[dict[str, int], list[str]]] = {
    "balance": ({"off": 3}, ["headline.unbalanced"]),
    "poor": ({"poor": 1}, ["headline.disagreeing"]),
    "near_poor": ({"near": 27}, ["headline.disagreeing"]),
    "both": ({"near": 27, "off": 3}, ["headline.unbalanced", "headline.disagreeing"]),
}


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("form", ENDS)
def test_forms_that_do_not_balance_or_agree_block_the_praise_and_are_named(
    form: str, wrong: str
) -> None:
    changed, keys = WRONG[wrong]
    at = dict(changed, poor=ENDS[form] + changed.get("poor", 0))
    sound = data(**HEADLINES[form], review_movement=forms(ENDS[form]))
    astray = data(**HEADLINES[form], review_movement=forms(**at))
    assert headline(sound, territory(sound), 2026).key == f"headline.{form}"
    assert doubts(sound, territory(sound), 2026) == ()
    assert headline(astray, territory(astray), 2026).key == f"headline.{form[:-4]}"
    assert [said.key for said in doubts(astray, territory(astray), 2026)] == keys
    assert goals(sound, territory(sound), 2026)[0].verdict == "met"
    assert goals(astray, territory(astray), 2026)[0].verdict == "unsure"


def test_a_missed_target_is_said_even_when_a_form_does_not_balance() -> None:
    found = data(**HEADLINES["down_missed"], review_movement=forms(21, off=3))
    assert headline(found, territory(found), 2026).key == "headline.down_missed"
    assert doubts(found, territory(found), 2026) == ()
    assert goals(found, territory(found), 2026)[0].verdict == "missed"


def says(text: str, key: str, language: str) -> bool:
    """Whether a block says a template: its words, with anything but the end of a sentence between."""
    plain = html.unescape(re.sub(r"<[^>]*>", "", text))
    parts = re.split(r"\{\w+(?::[^}]*)?\}", texts(language)[key])
    return re.search(r"(?:[^.;]|\.(?=\d))+?".join(map(re.escape, parts)), plain) is not None


WORK = """
project_code name approved_vnd hamlet_codes status finish_date progress_pct \
source_file source_row source_sheet
CT-1         Một  2000         -            {}     {}          {}           f           1          s
"""
PROJECT = """
project_code name kind            approved_vnd hamlet_codes start_year source_file source_sheet source_row
SK-1         Một  crops           2000         -            2026       f           s            1
NCD-1        Hai  community_group -            -            2026       f           s            2
"""
MONEY = """
project_code year fund_source planned_vnd disbursed_vnd as_of_date source_file source_sheet source_row
{}           2026 central     {}          {}            {}         f           s            1
"""
OUTCOME = """
commune_code participants    status_at_entry outcome         households
29221        community_group poor            escaped_poverty 3
29221        community_group poor            {}              1
"""
CREDIT = """
commune_code quarter_end as_of_date due_vnd overdue_vnd outstanding_vnd loans
29221        2026-12-31  2026-12-31 9       {}          9               1
"""


def work(
    spent: object = 1000,
    planned: object = 1000,
    status: str = "settled",
    finish: str = "2026-12-31",
    at: str = "2026-12-31",
    progress: str = "-",
) -> dict[str, str]:
    money = MONEY.format("CT-1", planned, spent, at)
    register = WORK.format(status, finish, progress)
    return {
        "review_summary": DOWN, "infrastructure_project": register, "infrastructure_funding": money,
    }  # fmt: skip


def project(spent: object, outcome: str = "", at: str = "2026-12-31") -> dict[str, str]:
    money = MONEY.format("SK-1", 1000, spent, at)
    tables = {
        "review_summary": DOWN, "livelihood_project": PROJECT, "livelihood_funding": money,
    }  # fmt: skip
    return tables | ({"livelihood_household_count": OUTCOME.format(outcome)} if outcome else {})


Block = Callable[[View], str]
Tables = dict[str, str]
MANY = "\n".join(
    [
        WORK.strip().splitlines()[0],
        *(f"CT-{n} Tên-{n} 2000 - under_way 2026-01-31 50 f {n} s" for n in range(8)),
    ]
)
ALL_TARGETS = HEADLINES["down_met"] | {
    "target": TARGET.format(5)
    + TARGET.format(5).splitlines()[2].replace("poverty_rate", "near_poverty_rate")
    + "\n"
    + TARGET.format(5).splitlines()[2].replace("poverty_rate", "multidimensional_rate")
}
CASES: list[tuple[str, Block, Tables, Tables]] = [
    ("works.answer", works.headline, work(), work(planned="-")),
    ("works.answer_no_rate", works.headline, work(planned="-"), work()),
    ("works.behind", works.headline, work(status="stopped"), work()),
    ("works.none_behind", works.headline, work(), work(status="stopped")),
    ("works.none_behind", works.headline, work(), work(finish="-")),
    ("works.cannot_tell", works.headline, work(finish="-"), work()),
    ("works.cannot_tell", works.headline, work(planned="-"), work(status="stopped")),
    ("pace.on_track", works.headline, work(), work(spent=899)),
    ("pace.slow", works.headline, work(spent=899), work()),
    ("pace.behind", works.headline, work(spent=699), work(spent=700)),
    ("pace.unknown", works.headline, work(planned="-"), work()),
    ("pace.unknown", works.headline, work(planned=0, spent=0), work()),
    ("pace.later", works.headline, work(at="2027-01-31"), work()),
    ("pace.on_track", works.headline, work(), work(at="2027-01-31")),
    ("pace.other_day", lambda v: pace.pace_table(v, "infrastructure"), work(at="2026-11-30"), work()),
    ("pace.on_track", livelihoods.headline, project(1000), project(100)),
    ("warning.stopped", works.bullets, work(status="stopped"), work()),
    ("warning.late", works.bullets, work(status="under_way", finish="2026-12-30", progress="60"),
     work(status="under_way", progress="60")),
    ("warning.late_unknown", works.bullets, work(status="under_way", finish="2026-12-30"),
     work(status="under_way")),
    ("warning.low_disbursement", works.bullets, work(spent=499), work(spent=500)),
    ("warning.over_plan", works.bullets, work(spent=1001), work()),
    ("warning.none_disbursed", works.bullets, work(spent=0, status="under_way"),
     work(spent=1, status="under_way")),
    ("warning.behind", works.bullets, work(spent=699), work(spent=700)),
    ("livelihoods.answer_group", livelihoods.headline, project(9, "still_poor"), project(9)),
    ("livelihoods.answer_unknown", livelihoods.headline, project(9, "unknown"), project(9, "still_poor")),
    ("hamlets.none", hamlets.headline, {"review_summary": DOWN.replace(" 40 ", " - ").replace(" 20 ", " - ")},
     {"review_summary": DOWN}),
    ("hamlets.answer", hamlets.headline, {"review_summary": DOWN}, {"review_summary": review(20)}),
    ("hamlets.answer_first", hamlets.headline, {"review_summary": review(20)}, {"review_summary": DOWN}),
    ("hamlets.answer_no_poor", hamlets.headline, {"review_summary": review(20, 0)}, {"review_summary": DOWN}),
    ("hamlets.answer", hamlets.headline, {"review_summary": DOWN}, {"review_summary": review(20, 0)}),
    ("hamlets.answer_first_no_poor", hamlets.headline, {"review_summary": review(0)},
     {"review_summary": review(20)}),
    ("hamlets.no_before", hamlets.headline, {"review_summary": review(20)}, {"review_summary": DOWN}),
    ("hamlets.no_before", hamlets.headline, {"review_summary": review(20)}, {"review_summary": BROKEN}),
    ("hamlets.other_standard", hamlets.headline, {"review_summary": BROKEN}, {"review_summary": DOWN}),
    ("hamlets.answer_first", hamlets.headline, {"review_summary": BROKEN}, {"review_summary": DOWN}),
    ("hamlets.missing", hamlets.headline, HEADLINES["incomplete"], {"review_summary": DOWN}),
    ("headline.unbalanced", overview.headline, HEADLINES["down_met"] | {"review_movement": forms(20, off=3)},
     HEADLINES["down_met"] | {"review_movement": forms(21)}),
    ("headline.disagreeing", overview.headline, HEADLINES["down_met"] | {"review_movement": forms(21)},
     HEADLINES["down_met"] | {"review_movement": forms(20, off=3)}),
    ("card.summary_differs", overview.figures, {"review_summary": DOWN, "review_movement": forms(21)},
     {"review_summary": DOWN, "review_movement": forms(20)}),
    ("card.change", overview.rates, {"review_summary": DOWN}, {"review_summary": review(20)}),
    ("card.no_change", overview.rates, {"review_summary": review(20)}, {"review_summary": DOWN}),
    ("card.target", overview.rates, HEADLINES["down_met"], {"review_summary": DOWN}),
    ("card.no_target", overview.rates, HEADLINES["down_met"], ALL_TARGETS),
    ("card.entries", overview.figures, {"review_summary": DOWN, "review_movement": MOVED},
     {"review_summary": DOWN}),
    ("card.opening_closing", overview.figures, {"review_summary": DOWN, "review_movement": MOVED},
     {"review_summary": DOWN}),
    ("card.as_of", overview.figures, {"review_summary": DOWN, "credit_summary": CREDIT.format(0)},
     {"review_summary": DOWN}),
    ("poverty.explained", poverty.explained, {"review_summary": DOWN, "review_movement": MOVED},
     {"review_summary": DOWN}),
    ("targets.title", targets.goal_table, HEADLINES["down_met"], {"review_summary": DOWN}),
    ("targets.met", targets.goal_table, HEADLINES["down_met"], HEADLINES["incomplete"]),
    ("targets.missed", targets.goal_table, HEADLINES["down_missed"], HEADLINES["down_met"]),
    ("targets.unsure", targets.goal_table, HEADLINES["incomplete"], HEADLINES["down_missed"]),
    ("targets.unsure_note", targets.goal_table, HEADLINES["incomplete"], HEADLINES["down_met"]),
    ("targets.decisions", targets.decisions, HEADLINES["down_met"], {"review_summary": DOWN}),
    ("alert.title", alerts.alerts, work(status="stopped"), {"review_summary": DOWN}),
    ("alert.more", alerts.alerts, {"review_summary": DOWN, "infrastructure_project": MANY},
     work(status="stopped")),
]  # fmt: skip


DUES = """
commune_code quarter_end month_end  loans outstanding_vnd
29221        2026-12-31  2027-01-31 1     4
"""


def test_what_is_owed_names_the_day_that_the_loans_tell_of_and_not_the_end_of_their_quarter() -> (
    None
):
    ledger = CREDIT.format(5).replace("2026-12-31  2026-12-31", "2026-12-31  2026-11-15")
    found = view(review_summary=DOWN, credit_summary=ledger, credit_due=DUES)
    text = html.unescape(re.sub(r"<[^>]*>", "", overview.figures(found) + alerts.alerts(found)))
    assert "tính đến ngày 15/11/2026" in text
    assert "Tính đến 15/11/2026: nợ quá hạn 5 đồng; tổng vốn vay đã đến hạn 9 đồng." in text
    assert "4 đồng vốn vay chưa trả (theo sổ đến 15/11/2026) sẽ đến hạn" in text
    owed = credit(found.data, found.territory, found.today)
    keys = [one.key for one in (owed.loans, owed.due, owed.overdue, owed.outstanding)]
    assert {key.rpartition("/")[2] for key in keys} == {"2026-11-15"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES, ids=[f"{case[0]}-{i}" for i, case in enumerate(CASES)])
def test_a_sentence_stands_where_its_condition_holds_and_is_absent_where_not(
    case: tuple[str, Block, Tables, Tables], language: str
) -> None:
    key, block, holds, not_so = case
    assert says(block(view(language, **holds)), key, language)
    assert not says(block(view(language, **not_so)), key, language)


def test_only_hamlets_with_both_counts_are_the_whole_of_those_that_fell() -> None:
    one_new = DOWN.replace("H2 29221 2025 1000 40", "H2 29221 2025 1000 -")
    told = hamlets.headline(view("en", review_summary=one_new))
    assert "Of the 1 hamlet with counts of both years, 1 had" in re.sub("<[^>]*>", "", told)


def test_counts_of_two_standards_are_not_compared() -> None:
    shown = view(review_summary=BROKEN)
    assert "−20 hộ" not in hamlets.change_table(shown)
    change = count_change(shown.data, shown.territory, 2026, "poor_households", "H1")
    assert (change.value, change.reason) == (None, "standard_break")
    drawn = dumbbell(shown)
    assert [list(trace.x) for trace in drawn.data] == [[None, None], [20, 20]]


def test_six_alerts_stand_open_and_the_others_are_folded() -> None:
    told = alerts.alerts(view(review_summary=DOWN, infrastructure_project=MANY))
    open_ones, folded = told.split("<details>")
    assert (open_ones.count("<li>"), folded.count("<li>")) == (6, 2)


def test_no_sentence_claims_a_cause() -> None:
    because = {
        "vi": r"\b(nhờ|do đó|vì vậy|kéo theo|dẫn đến)\b",
        "en": r"\b(thanks to|as a result|led to|caused by)\b",
        "id": r"\b(berkat|akibat|disebabkan)\b",
    }
    sections = (
        "headline",
        "alert",
        "rule",
        "warning",
        "card",
        "works",
        "pace",
        "livelihoods",
        "hamlets",
        "targets",
    )
    for language in LANGUAGES:
        found = [
            key
            for key, text in texts(language).items()
            if key.partition(".")[0] in sections and re.search(because[language], text)
        ]
        assert found == []
