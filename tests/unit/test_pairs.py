"""What people say of two households is kept, the last word counts, and a trial joins no real ones."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from dashboard import minutes, state
from dashboard.schema import MIGRATIONS
from etl.confirmed import Pair
from etl.links import load_links

BUILD, WHO = "0" * 16, "Lê Thị Mẫu"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of the test's own."""
    monkeypatch.setenv(state.STATE, str(tmp_path / "state"))
    return tmp_path / "state"


def say(earlier: str, later: str, same: bool, made_up: bool = False) -> None:
    minutes.pair(earlier, later, same, made_up, BUILD, "cùng địa chỉ", WHO)


def test_what_was_said_is_kept_with_who_and_why_and_the_last_word_counts() -> None:
    say("a", "b", same=True)
    say("a", "c", same=False)
    say("b", "a", same=False)
    found = minutes.pairings(False)
    assert [(p.earlier, p.later, p.same) for p in found] == [("b", "a", False), ("a", "c", False)]
    assert (found[0].reason, found[0].said_by, found[0].build) == ("cùng địa chỉ", WHO, BUILD)


def test_the_next_build_reads_it_in_the_order_in_which_it_was_said(folder: Path) -> None:
    say("a", "b", same=True)
    say("a", "b", same=False)
    said = load_links(folder / "links.toml", folder)
    assert said.said == (Pair("a", "b", True, "", False), Pair("a", "b", False, "", False))
    assert said.sha256


def test_what_was_tried_on_made_up_households_is_not_said_of_real_ones(folder: Path) -> None:
    say("a", "b", same=True, made_up=True)
    say("c", "d", same=False)
    said = load_links(folder / "links.toml", folder)
    assert [pair.earlier for pair in said.of(illustrative=False).said] == ["c"]
    assert [pair.earlier for pair in said.of(illustrative=True).said] == ["a"]
    assert [pair.earlier for pair in minutes.pairings(True)] == ["a"]


@pytest.mark.parametrize(
    ("later", "reason", "who"), [("b", " ", WHO), ("b", "vì", ""), ("a", "vì", WHO)]
)
def test_nothing_is_written_without_a_reason_a_name_or_a_second_household(
    later: str, reason: str, who: str
) -> None:
    with pytest.raises(ValueError, match=r"empty|one household"):
        minutes.pair("a", later, True, False, BUILD, reason, who)
    assert minutes.pairings(False) == ()


def test_what_was_said_is_neither_changed_nor_deleted(folder: Path) -> None:
    say("a", "b", same=True)
    with closing(sqlite3.connect(folder / state.FILE)) as opened:
        for words in ("DELETE FROM household_pair", "UPDATE household_pair SET same = 0"):
            with pytest.raises(sqlite3.IntegrityError, match="history"):
                opened.execute(words)


def test_a_state_of_before_is_read_as_one_in_which_nothing_was_said_and_grows_with_the_first_word(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "MIGRATIONS", MIGRATIONS[:3])
    with state.writing():
        pass
    assert minutes.pairings(False) == ()
    assert load_links(folder / "links.toml", folder).said == ()
    monkeypatch.setattr(state, "MIGRATIONS", MIGRATIONS)
    say("a", "b", same=True)
    assert len(minutes.pairings(False)) == len(load_links(folder / "links.toml", folder).said) == 1
