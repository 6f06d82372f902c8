"""What a person says of two households counts: in data/links.toml, or on the page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from etl.confirmed import NOTHING, Confirmed, Pair
from etl.corrections_file import Malformed
from etl.links import load_links
from tests.findings.desk import Office
from tests.spec.linkbed import Bed

ENTRY = """
[[{section}]]
earlier = "{earlier}"
later = "{later}"
by = "Cán bộ Mẫu 01"
date = 2025-12-20
"""


def ids(
    bed: Bed, office: Office, folder: Path, links: Confirmed = NOTHING
) -> tuple[list[str], int]:
    """The ids of the households of a bed by year and row, and how many are offered."""
    folder.mkdir()
    told = bed.told(office, folder / "inbox", links)
    rows = sorted(told.tables.rows["household_review"], key=lambda r: r["review_year"])
    return [row["household_id"] for row in rows], len(told.tables.rows["household_suggestion"])


def recoded() -> Bed:
    """One household that has another code in the second review."""
    bed = Bed()
    row = bed.household(code=True)
    bed.put(row, replace(row, code="N-00001"), None)
    return bed


def said(tmp_path: Path, section: str, earlier: str, later: str) -> Confirmed:
    """What a file of links says."""
    path = tmp_path / "links.toml"
    path.write_text(ENTRY.format(section=section, earlier=earlier, later=later), encoding="utf-8")
    return load_links(path, tmp_path / "state")


def test_two_codes_are_one_household_when_somebody_said_so(office: Office, tmp_path: Path) -> None:
    alone, offered = ids(recoded(), office, tmp_path / "a")
    assert (len(set(alone)), offered) == (2, 1)
    links = said(tmp_path, "same", "M-00001", "N-00001")
    joined, left = ids(recoded(), office, tmp_path / "b", links)
    assert (joined, left) == ([alone[0]] * 2, 0)


def test_a_pair_may_be_named_by_the_numbers_that_the_offer_shows(
    office: Office, tmp_path: Path
) -> None:
    alone, _ = ids(recoded(), office, tmp_path / "a")
    joined, _ = ids(recoded(), office, tmp_path / "b", Confirmed((Pair(*alone, same=True),)))
    assert set(joined) == {alone[0]}


def test_what_was_said_to_be_two_is_neither_linked_nor_offered(
    office: Office, tmp_path: Path
) -> None:
    bed = Bed()
    row = bed.household(code=True)
    bed.put(row, replace(row, code=""), None)
    linked, _ = ids(bed, office, tmp_path / "a")
    assert len(set(linked)) == 1, "name, birth year and hamlet are the same"
    told = bed.told(
        office, tmp_path / "a" / "inbox", Confirmed((Pair("M-00001", "?", same=False),))
    )
    assert [f.rule for f in told.findings].count("link.unused") == 1
    person = ids(_only_second(bed), office, tmp_path / "b")[0][0]
    links = said(tmp_path, "apart", "M-00001", person)
    apart, offered = ids(bed, office, tmp_path / "c", links)
    assert (len(set(apart)), offered) == (2, 0)


def _only_second(bed: Bed) -> Bed:
    return Bed(rows={2023: [], 2024: bed.rows[2024], 2025: []})


def test_two_of_one_review_are_not_joined_whatever_is_said(office: Office, tmp_path: Path) -> None:
    bed = Bed()
    bed.put(bed.household(code=True), None, None)
    bed.put(bed.household(code=True), None, None)
    links = said(tmp_path, "same", "M-00001", "M-00002")
    told = bed.told(office, tmp_path / "inbox", links)
    assert len({row["household_id"] for row in told.tables.rows["household_review"]}) == 2
    unused = [f for f in told.findings if f.rule == "link.unused"]
    assert [(f.file, f.found) for f in unused] == [("links.toml", "links.toml · [[same]] thứ 1")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[[same]]\nearlier = 'M-1'", "[[same]] thứ 1"),
        (ENTRY.format(section="same", earlier="M-1", later="M-1"), "hai mã hộ khác nhau"),
        (ENTRY.format(section="twin", earlier="M-1", later="M-2"), "[[same]] và [[apart]]"),
        ("[[same", "cú pháp sai"),
    ],
)
def test_a_file_that_cannot_be_understood_says_where(tmp_path: Path, text: str, place: str) -> None:
    path = tmp_path / "links.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Malformed, match=r"data/links\.toml") as caught:
        load_links(path, tmp_path)
    assert place in str(caught.value)


def test_without_a_word_nothing_changes(tmp_path: Path) -> None:
    assert load_links(tmp_path / "links.toml", tmp_path) is NOTHING
