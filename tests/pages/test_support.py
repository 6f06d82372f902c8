"""Needs and support: what is answered and open; what is missing says which form brings it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import menu
from dashboard.blocks import given, support
from dashboard.blocks.origin import panel
from dashboard.data import Data
from dashboard.drawn import drawn
from dashboard.load import WAREHOUSE, read_warehouse
from dashboard.view import View, view_of
from tests.conftest import published
from tests.pages.reader import APP, TONGUES, open_page, read

READ = """
import sys
from pathlib import Path
from dashboard.load import read_warehouse
found = read_warehouse(Path(sys.argv[1]))
print(found.empty, [name for name in ("household_review", "support_event") if found.rows(name)])
"""
FORM = "Hỗ trợ và vận động 2022-2025 - Xã Thạnh Hải.xlsx"


def seen(data: Data, tongue: str = "vi") -> View:
    found = view_of(data, tongue, False, {})
    assert found is not None
    return found


def without(data: Data, *tables: str) -> Data:
    """The same build without some tables."""
    kept = {name: rows for name, rows in data.tables.items() if name not in tables}
    return replace(data, tables=kept)


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_answer_tells_who_asked_who_was_helped_and_who_waits(tongue: str, sample: Path) -> None:
    page = read(open_page("support", sample, lang=tongue, year="2024"))
    asked, given_, waiting = (
        int(page.values[f"need_{name}/29221/2024"]) for name in ("asked", "given", "open")
    )
    assert (asked, given_, waiting) == (433, 26, 407)
    assert page.values["need_days/29221/2024"] == "210.5"
    assert "[" in page.shown  # what answers a need is set off
    assert "Bãi Vọng" in page.shown


def test_the_day_in_the_address_decides_what_is_given(sample: Path) -> None:
    page = read(open_page("support", sample, lang="vi", year="2024", asof="2024-12-09"))
    assert page.values["need_asked/29221/2024"] == "433"
    assert page.values["need_given/29221/2024/2024-12-09"] == ""
    assert "ngày xét ở trước ngày rà soát" in page.shown


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_source_of_days_shows_both_days_of_each_household(tongue: str, sample: Path) -> None:
    read(open_page("support", sample, lang=tongue, year="2024"))
    found = drawn(read_warehouse(sample), "need_days/29221/2024/need.housing")
    assert found is not None
    text = panel(seen(read_warehouse(sample), tongue), found)
    first, last = {
        "vi": ("10/12/2024", "16/12/2025"),
        "en": ("10 Dec 2024", "16 Dec 2025"),
        "id": ("10 Des 2024", "16 Des 2025"),
    }[tongue]
    assert f"{first} → {last}: 371" in text


@pytest.mark.parametrize("tongue", TONGUES)
def test_without_the_form_of_support_nothing_is_said_to_be_open(
    tongue: str, inbox: Path, tmp_path: Path
) -> None:
    shutil.copytree(inbox, tmp_path / "inbox")
    (tmp_path / "inbox" / FORM).unlink()
    page = read(open_page("support", published(tmp_path / "inbox", tmp_path), lang=tongue))
    assert page.values["need_asked/29221/2025"] == "164"
    assert {v for k, v in page.values.items() if k.startswith(("need_given", "need_open"))} == {""}
    assert not [key for key in page.values if key.startswith(("support_", "donat"))]
    assert "Hỗ trợ hộ" in page.shown
    assert "Vận động" in page.shown


@pytest.mark.parametrize("tongue", TONGUES)
def test_without_needs_the_page_names_the_column_that_brings_them(
    tongue: str, sample: Path
) -> None:
    view = seen(without(read_warehouse(sample), "household_review"), tongue)
    assert "Nhu cầu hỗ trợ" in support.headline(view)
    assert not support.has_needs(view)


def test_donations_of_several_communes_in_one_build_are_told_apart_or_not_at_all(
    sample: Path,
) -> None:
    data = read_warehouse(sample)
    other = {"place_code": "29999", "name": "Xã Mẫu", "level": "commune", "parent_code": "83"}
    hamlet = {"place_code": "MM01", "name": "Mẫu", "level": "hamlet", "parent_code": "29999"}
    since = {
        "valid_from": data.rows("place")[0]["valid_from"],
        "valid_to": None,
        "successor_code": None,
    }
    places = (*data.rows("place"), other | since, hamlet | since)
    text = given.donations(seen(replace(data, tables=data.tables | {"place": places})))
    assert 'data-figure="donations/29221/all" data-value=""' in text
    assert "biểu Vận động không ghi của xã nào" in text


@pytest.mark.parametrize("url", ["http://192.168.1.5:8501/support", "http://xa.example/support"])
def test_a_visitor_from_another_machine_sees_no_needs(url: str, sample: Path) -> None:
    page = read(opened(url, sample))
    assert page.values == {}
    assert "127.0.0.1" in page.shown


def test_the_public_has_neither_the_page_nor_its_rows(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ("explore", "support") in menu.shown()
    monkeypatch.setenv(menu.PUBLIC, "1")
    assert ("explore", "support") not in menu.shown()
    said = subprocess.run([sys.executable, "-c", READ, str(sample)], capture_output=True, text=True,
                          check=True, cwd=APP.parent)  # fmt: skip
    assert said.stdout.strip() == "False []"


def test_no_name_and_no_score_of_a_household_is_read_for_it(sample: Path) -> None:
    data = read_warehouse(sample)
    names = {
        name for table in ("household_review", "support_event") for name in data.rows(table)[0]
    }
    assert names == {
        "household_id", "hamlet_code", "commune_code", "review_year", "review_round",
        "review_date", "status", "needs", "event_date", "kind", "value_vnd", "funder",
        "as_of_date", "source_file", "source_sheet", "source_row",
    }  # fmt: skip


def opened(url: str, warehouse: Path) -> AppTest:
    """The page as a visitor with another address in the browser sees it."""
    os.environ[WAREHOUSE] = str(warehouse)
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.context["url"] = url
    app.run()
    app.switch_page("pages/explore/support.py")
    return app.run()
