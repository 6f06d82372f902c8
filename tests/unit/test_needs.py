"""Every need and every kind of support stands in the table that says which answers which."""

from __future__ import annotations

from catalog.codes import codes
from catalog.needs import NO_NEED, answers, answers_no_need, needs
from catalog.toml import load


def test_every_need_of_the_closed_list_stands_in_it_and_no_other() -> None:
    assert set(load("needs.toml")["answers"]) == set(codes("need"))
    assert set(needs()) == set(codes("need")) - {NO_NEED}


def test_every_kind_of_support_answers_a_need_or_is_said_to_answer_none() -> None:
    answering = {kind for need in codes("need") for kind in answers(need)}
    assert answering | set(answers_no_need()) == set(codes("support_kind"))
    assert not answering & set(answers_no_need())


def test_no_support_answers_the_need_for_nothing() -> None:
    assert answers(NO_NEED) == ()
