"""Laws of the published tables and of the measures, for any seed and any counts."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.tables import TABLES, Zone, row_key
from dashboard.data import Data
from dashboard.measure import breakdown, flows, livelihoods, money, reviews, spending
from dashboard.measure.figure import Unit, rate
from dashboard.measure.steps import rate_steps
from dashboard.measure.territory import territories
from etl.suppress import THRESHOLD, Known, marks, suppress

COUNTS = st.lists(
    st.tuples(st.integers(0, 500), st.integers(20, 3000)).filter(lambda pair: pair[0] <= pair[1]),
    min_size=1,
    max_size=12,
)


@given(COUNTS)
def test_a_pooled_rate_lies_between_the_rates_of_its_parts(parts: list[tuple[int, int]]) -> None:
    pooled = rate("x", sum(p for p, _ in parts), sum(n for _, n in parts)).value
    rates = [p / n for p, n in parts]
    assert pooled is not None
    assert min(rates) - 1e-12 <= pooled <= max(rates) + 1e-12


@given(
    st.lists(st.integers(0, 40), min_size=1, max_size=12),
    st.integers(0, 60),
)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_no_hidden_count_can_be_worked_out_from_the_total(counts: list[int], extra: int) -> None:
    rows = [
        {"commune_code": "c", "hamlet_code": f"h{i}", "review_year": 2025, "review_round": "annual",
         "review_date": None, "group": "poor", "indicator": "d", "households": n, "suppressed": False}
        for i, n in enumerate(counts)
    ]  # fmt: skip
    sizes = {(f"h{i}", 2025, "poor"): n + extra for i, n in enumerate(counts)}
    public = suppress("deprivation_summary", rows, Known(sizes))
    hidden = [i for i, row in enumerate(public) if row["suppressed"]]
    assert all(public[i]["households"] is None for i in hidden)
    assert all(row["suppressed"] or row["households"] not in range(1, THRESHOLD) for row in public)
    whole = sum(counts[i] for i in hidden)
    room = {i: counts[i] + extra for i in hidden}
    if len(hidden) < len(counts) or not hidden:
        for i in hidden:
            others = sum(room.values()) - room[i]
            largest = min(THRESHOLD - 1, room[i])
            assert whole <= others, "0 is possible"
            assert whole >= largest, "the largest small count is possible"


@pytest.mark.parametrize("counts", [(2, 9), (9, 2), (0, 3), (None, 3), (2, 3)])
def test_no_small_count_is_shown_where_two_rows_tell_of_one_cell(
    counts: tuple[int | None, int | None],
) -> None:
    at = {"commune_code": "c", "review_year": 2025, "review_round": "annual", "review_date": None,
          "group": "poor", "indicator": "d", "suppressed": False}  # fmt: skip
    rows = [at | {"hamlet_code": "h", "households": n} for n in counts]
    rows += [at | {"hamlet_code": f"h{i}", "households": 20} for i in range(3)]
    public = suppress("deprivation_summary", rows, Known({}))
    assert [row["households"] for row in public[:2]] == [None, None]
    assert [row["suppressed"] for row in public[:2]] == [True, True]


def test_what_everybody_knows_of_a_household_is_what_its_standard_says() -> None:
    found = {
        (code, group): marks("deprivation_summary", group, code)
        for code in ("ND07_2021", "ND351_2025", None)
        for group in ("poor", "near_poor")
    }
    assert found == {
        ("ND07_2021", "poor"): (3, 12), ("ND07_2021", "near_poor"): (0, 2),
        ("ND351_2025", "poor"): (3, None), ("ND351_2025", "near_poor"): (0, 2),
        (None, "poor"): None, (None, "near_poor"): None,
    }  # fmt: skip
    assert marks("cause_summary", "poor", None) == (1, 8)


def shown(standard: str) -> set[str]:
    """The indicators shown of a hamlet with one poor household, which lacks three of twelve."""
    at = {"commune_code": "c", "review_year": 2025, "review_round": "annual", "review_date": None}
    one = {f"d{i}": int(i < 3) for i in range(12)}
    rows = [
        at | {"group": "poor", "hamlet_code": hamlet, "indicator": name, "suppressed": False,
              "households": count if hamlet == "h" else 20}
        for name, count in one.items() for hamlet in ("h", "a", "b")
    ]  # fmt: skip
    sizes = {("h", 2025, "poor"): 1, ("a", 2025, "poor"): 40, ("b", 2025, "poor"): 40}
    told = Known(sizes, {("c", 2025, "annual", None): standard})
    public = suppress("deprivation_summary", rows, told)
    return {r["indicator"] for r in public if r["hamlet_code"] == "h" and not r["suppressed"]}


def test_zeros_are_hidden_where_the_standard_makes_them_tell() -> None:
    """Nine zeros shown tell the other three, where a poor household lacks three or more."""
    assert len(shown("ND07_2021")) < 9
    assert len(shown("of another country")) == 9


def test_the_commune_lies_between_its_hamlets_in_every_year(figures: Data) -> None:
    place = territories(figures)[0]
    for year in reviews.years(figures, place):
        for name in reviews.RATES:
            whole = reviews.rate_of(figures, reviews.review(figures, place, year), name).value
            parts = [
                reviews.rate_of(figures, reviews.review(figures, place, year, h.code), name).value
                for h in place.hamlets
            ]
            known = [value for value in parts if value is not None]
            assert whole is not None
            assert min(known) <= whole <= max(known)


def test_hamlets_add_up_to_the_commune(figures: Data) -> None:
    place = territories(figures)[0]
    for year in reviews.years(figures, place):
        for name in ("households", "persons", "poor_households", "near_poor_households"):
            whole = reviews.counted(figures, reviews.review(figures, place, year), name).value
            parts = [
                reviews.counted(figures, reviews.review(figures, place, year, h.code), name).value
                for h in place.hamlets
            ]
            assert sum(part or 0 for part in parts) == whole


def test_every_movement_form_balances_and_opens_where_the_last_one_closed(figures: Data) -> None:
    place = territories(figures)[0]
    years = reviews.years(figures, place)
    for group in ("poor", "near_poor"):
        for unit in (Unit.HOUSEHOLDS, Unit.PERSONS):
            before = None
            for year in years:
                moved = flows.movement(figures, place, year, group, unit=unit)
                out = sum(moved.value(n) or 0 for n in flows.OUT)
                into = sum(moved.value(n) or 0 for n in flows.IN)
                assert (moved.value("opening") or 0) - out + into == moved.value("closing")
                assert before in (None, moved.value("opening"))
                before = moved.value("closing")


def test_the_steps_of_the_rate_add_up_exactly(figures: Data) -> None:
    place = territories(figures)[0]
    for year in reviews.years(figures, place)[1:]:
        found = rate_steps(figures, place, year)
        whole = (found.before.value or 0) + sum(step.value or 0 for _, step in found.steps)
        assert found.steps
        assert math.isclose(whole, found.after.value or 0, abs_tol=1e-12)


def test_transitions_add_up_to_the_review(figures: Data) -> None:
    place = territories(figures)[0]
    for year in reviews.years(figures, place):
        found = breakdown.transitions(figures, place, year)
        for state in ("poor", "near_poor"):
            arrived = sum(int(f.value or 0) for (_, end), f in found.items() if end == state)
            moved = flows.movement(figures, place, year, state)
            known = reviews.counted(
                figures, reviews.review(figures, place, year), f"{state}_households"
            ).value
            newcomers = [
                row["households"]
                for row in figures.rows("transition_commune")
                if row["review_year"] == year
                and row["to_status"] == state
                and not row["from_status"]
            ]
            assert arrived + sum(newcomers) == known == moved.value("closing")


def test_money_adds_up_by_project_year_and_source(figures: Data) -> None:
    place = territories(figures)[0]
    for kind in ("infrastructure", "livelihood"):
        whole = money.programme(figures, place, kind)
        projects = money.projects(figures, place, kind)
        assert sum(p.approved.value or 0 for p in projects) == whole.approved.value
        for by in ("year", "fund_source"):
            parts = spending.slices(figures, place, kind, by)
            assert sum(p.planned.value or 0 for p in parts) == whole.planned.value
            assert sum(p.disbursed.value or 0 for p in parts) == whole.disbursed.value


def test_outcomes_add_up_to_the_participants(figures: Data) -> None:
    place = territories(figures)[0]
    for outcomes in (
        livelihoods.all_projects(figures, place)[0],
        livelihoods.group(figures, place),
    ):
        assert sum(f.value or 0 for f in outcomes.by_outcome.values()) == outcomes.households.value


@pytest.mark.parametrize("seed", [11, 12])
def test_another_seed_obeys_the_same_laws(seed: int, tmp_path: Path) -> None:
    from dashboard.load import read_warehouse
    from etl.sample import write_sample
    from tests.conftest import published

    write_sample(tmp_path / "inbox", seed=seed)
    data = read_warehouse(published(tmp_path / "inbox", tmp_path))
    test_hamlets_add_up_to_the_commune(data)
    test_every_movement_form_balances_and_opens_where_the_last_one_closed(data)
    test_transitions_add_up_to_the_review(data)
    test_money_adds_up_by_project_year_and_source(data)


def test_no_table_has_two_rows_with_one_key(figures: Data) -> None:
    for name, table in TABLES.items():
        if table.zone is Zone.PUBLIC and table.key and "source_row" not in table.key:
            keys = [row_key(name, row) for row in figures.rows(name)]
            assert len(set(keys)) == len(keys), name
