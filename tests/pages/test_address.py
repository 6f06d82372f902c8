"""Year, hamlet, order and language live in the address."""

from __future__ import annotations

from pathlib import Path

from tests.pages.reader import open_page, read


def test_a_year_in_the_address_is_the_year_of_the_page(sample: Path) -> None:
    page = read(open_page("overview", sample, lang="vi", year="2023"))
    assert page.values["poverty_rate/29221/2023"] == repr(257 / 4764)
    assert "poverty_rate/29221/2025" not in page.values or page.shown.count("2023") > 3


def test_a_hamlet_in_the_address_has_its_own_page(sample: Path) -> None:
    page = read(open_page("hamlets", sample, lang="vi", hamlet="TD03"))
    assert {key for key in page.values if key.startswith("households/TD03/")} == {
        f"households/TD03/{year}" for year in (2022, 2023, 2024, 2025)
    }
    assert not [key for key in page.values if key.startswith("households/TD01/")]


def test_nonsense_in_the_address_falls_back(sample: Path) -> None:
    address = {"lang": "xx", "year": "1999", "hamlet": "<script>", "commune": "0", "order": "rate"}
    page = read(open_page("hamlets", sample, **address))
    assert page.values["households/TD01/2025"] == "388"
    assert "<script>" not in page.shown


def test_choosing_a_year_writes_it_into_the_address(sample: Path) -> None:
    app = open_page("overview", sample, lang="vi")
    app.sidebar.selectbox(key="choose_year").select("2024").run()
    assert app.query_params["year"] in ("2024", ["2024"])
    assert "poverty_rate/29221/2024" in read(app).values


def test_choosing_a_language_changes_every_word(sample: Path) -> None:
    app = open_page("overview", sample, lang="vi")
    app.sidebar.selectbox(key="choose_lang").select("en").run()
    assert app.title[0].value == "Where do we stand against the target?"
    assert read(app).texts["poverty_rate/29221/2025"] == "1.06%"
