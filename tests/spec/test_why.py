"""Each sentence about a rate's change is said when its condition holds, and only then."""

from __future__ import annotations

from dashboard.measure.figure import Unit
from dashboard.measure.steps import rate_steps
from dashboard.why import sentences
from tests.small import PLACES, data, territory

FORM = """
hamlet_code commune_code review_year group unit       opening escaped to_other_group other_out \
from_other_group relapsed new other_in closing closing_computed discrepancy
H1 29221 2025 poor households {opening} {escaped} 0 0 0 {relapsed} 0 0 {closing} 0 {gap}
""".replace("\\\n", "")
ONE_PLACE = "\n".join(line for line in PLACES.splitlines() if "2025-06-30" not in line)


def said(
    before: int = 100,
    after: int = 90,
    opening: int = 100,
    escaped: int = 10,
    relapsed: int = 0,
    gap: int = 0,
    summary: int | None = None,
    totals: tuple[int, int] = (2000, 2000),
    merged: bool = True,
    standard: str = "ND07_2021",
) -> set[str]:
    """The keys of what is said of a commune with two hamlets, one of them without poor."""
    commune = "29209" if merged else "29221"
    others = totals if merged else (0, 0)
    found = data(
        PLACES if merged else ONE_PLACE.replace("2025-07-01", "2021-01-01"),
        review_movement=FORM.format(
            opening=opening, escaped=escaped, relapsed=relapsed, closing=after, gap=gap
        ),
        review_summary=f"""
        hamlet_code commune_code review_year households poor_households near_poor_households standard
        H1 {commune} 2024 {totals[0]} {before} 0 {standard}
        H2 29221 2024 {others[0]} 0 0 {standard}
        H1 29221 2025 {totals[1]} {after if summary is None else summary} 0 ND07_2021
        H2 29221 2025 {others[1]} 0 0 ND07_2021
        """,
    )
    place = territory(found)
    made = rate_steps(found, place, 2025, unit=Unit.HOUSEHOLDS)
    return {s.key.removeprefix("why.") for s in sentences(found, place, 2025, made)}


def test_the_two_parts_are_always_said_and_only_once_there_are_steps() -> None:
    assert said() == {"sum", "merged"}
    assert said(standard="QD59_2015") == {"none"}


def test_a_merger_is_spoken_of_when_one_lies_between_the_two_years() -> None:
    assert "merged" in said(merged=True)
    assert "merged" not in said(merged=False)


def test_the_total_is_spoken_of_when_it_moves_the_rate_visibly() -> None:
    assert "total_grew" in said(totals=(2000, 2100))
    assert "total_fell" in said(totals=(2100, 2000))
    assert not {"total_grew", "total_fell"} & said(totals=(20000, 20001))


def test_relapses_are_spoken_of_when_there_are_some() -> None:
    assert "relapsed" in said(relapsed=3, after=93)
    assert "relapsed" not in said(relapsed=0)


def test_what_the_forms_do_not_explain_is_spoken_of_when_there_is_something() -> None:
    assert "opening_gap" in said(before=101)
    assert "opening_gap" not in said()
    assert "discrepancy" in said(after=92, gap=2)
    assert "discrepancy" not in said()
    assert "closing_gap" in said(summary=93)
    assert "closing_gap" not in said(after=92, gap=2)


def test_that_only_the_total_changed_is_said_when_nobody_came_or_left() -> None:
    still = {"before": 100, "after": 100, "opening": 100, "escaped": 0}
    assert "only_total" in said(**still, totals=(2000, 2100))
    assert "only_total" not in said(**still, totals=(2000, 2000))
    assert "only_total" not in said(totals=(2000, 2100))
