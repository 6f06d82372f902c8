"""The legal basis of a figure is that of the standard of its review, not of today's."""

from __future__ import annotations

import pytest

from catalog.indicators import indicators
from catalog.standards import standards
from dashboard.blocks.origin import panel
from dashboard.blocks.poverty import rate_sources
from dashboard.measure.flows import gross_exits, movement, net_fall
from dashboard.measure.reviews import RATES, rate_of, review
from dashboard.view import View, view_of
from tests.small import data

SUMMARY = """
hamlet_code commune_code review_year households poor_households near_poor_households standard
H1          29221        2027        2010       90              70                   {code}
"""
FORM = """
hamlet_code commune_code review_year group unit       opening escaped to_other_group other_out \
from_other_group relapsed new other_in closing closing_computed discrepancy
H1          29221        2027        poor  households 40 5 5 0 9 1 50 0 90 90 0
""".replace("\\\n", "")
SAID = {
    "ND07_2021": "Nghị định 07/2021/NĐ-CP",
    "ND351_2025": "Nghị định 351/2025/NĐ-CP",
    "QD59_2015": "Quyết định 59/2015/QĐ-TTg",
}


def view(code: str) -> View:
    found = data(review_summary=SUMMARY.format(code=code), review_movement=FORM)
    shown = view_of(found, "vi", False, {"year": "2027"})
    assert shown is not None
    return shown


@pytest.mark.parametrize("code", SAID)
def test_the_rates_name_the_decree_of_the_review_in_the_table_and_at_their_source(
    code: str,
) -> None:
    shown = view(code)
    others = [decree for other, decree in SAID.items() if other != code]
    for name in RATES:
        rate = rate_of(shown.data, review(shown.data, shown.territory, 2027), name)
        for text in (panel(shown, rate), rate_sources(shown)):
            assert SAID[code] in text
            assert [decree for decree in others if decree in text] == []


def test_so_do_the_figures_of_the_movement_form() -> None:
    for code, circular in (("ND07_2021", True), ("ND351_2025", False)):
        shown = view(code)
        form = movement(shown.data, shown.territory, 2027, "poor")
        for made in (gross_exits, net_fall):
            text = panel(shown, made(form, "29221", 2027))
            assert ("Thông tư 07/2021/TT-BLĐTBXH" in text) is circular
            assert (SAID["ND351_2025"] in text) is not circular


def test_every_standard_has_a_basis_and_what_no_review_counts_keeps_its_own() -> None:
    assert all(entry["legal"] for entry in standards().values())
    works = indicators()["approved_vnd"]
    assert works.basis("ND351_2025") == works.basis(None) == works.legal
