"""Thousands of findings of one kind are told in a few lines; a single one of another kind is among them."""

from __future__ import annotations

from etl.brief import EACH, LINES, brief
from etl.findings import finding


def test_of_many_of_one_kind_the_first_are_shown_and_the_others_are_counted() -> None:
    many = [finding("error", "cell.error", "a.xlsx", sheet="S", cell=f"B{n}", field="f", found="#REF!",
                    expected="x") for n in range(50_000)]  # fmt: skip
    other = finding("warning", "row.hidden", "a.xlsx", sheet="S", cell="A9")
    lines = list(brief([*many, other], "vi"))
    assert len(lines) == EACH + 2
    assert f"{50_000 - EACH}" in lines[EACH]
    assert "A9" in lines[-1]


def test_what_is_no_more_than_a_few_is_shown_whole() -> None:
    few = [finding("warning", "row.hidden", "a.xlsx", sheet="S", cell=f"A{n}") for n in range(EACH)]
    assert len(list(brief(few, "en"))) == EACH


def test_the_lines_end_however_many_sheets_there_are() -> None:
    many = [
        finding("warning", "row.hidden", "a.xlsx", sheet=f"S{n}", cell="A1") for n in range(900)
    ]
    lines = list(brief(many, "id"))
    assert len(lines) == LINES + 1
    assert str(900 - LINES) in lines[-1]
