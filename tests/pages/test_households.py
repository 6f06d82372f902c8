"""Households: filtered by the address, one opened and noted, a round to take along, pairs to decide."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyarrow.parquet as pq
import pytest
from docx import Document
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from dashboard import load, menu, minutes
from dashboard.blocks import households as shown
from dashboard.door import log
from dashboard.door.roles import Role
from dashboard.door.scope import Scope
from dashboard.export.docx import docx
from dashboard.export.pdf import pdf
from dashboard.export.rounds import round_sheet
from dashboard.households.desk import Desk
from dashboard.households.filters import EACH
from dashboard.households.paper import _written
from dashboard.measure.wishes import WAITING, Wish, chosen
from dashboard.view import View, view_of
from etl.progress import Progress
from etl.run import Order, build
from tests.conftest import published
from tests.pages.reader import TONGUES, Figures, open_page, read

LINK = re.compile(r'href="(/households\?[^"]*)"')
OFFICER = {"role": "hamlet_officer", "own": "TD03"}


def restricted(warehouse: Path, table: str) -> list[dict[str, Any]]:
    """The rows of a table of the restricted zone, read without the product."""
    (file,) = warehouse.glob(f"builds/*/restricted/{table}.parquet")
    return list(pq.read_table(file).to_pylist())


def names_of(warehouse: Path) -> dict[str, str]:
    """Each head's name and the hamlet of the household."""
    return {row["head_name"]: row["hamlet_code"] for row in restricted(warehouse, "household")}


def body(app: AppTest) -> str:
    assert not app.exception, [e.value for e in app.exception]
    return "".join(element.proto.body for element in app.get("html"))


def links(app: AppTest) -> list[dict[str, str]]:
    """What each link to households on a page asks for."""
    found = LINK.findall(body(app))
    return [
        {name: values[0] for name, values in parse_qs(urlsplit(one.replace("&amp;", "&")).query).items()}
        for one in found
    ]  # fmt: skip


def listed(app: AppTest) -> int:
    """How many households the list says that fit."""
    found = re.search(r"Hộ [\d.]+–[\d.]+ trong ([\d.]+) hộ", body(app))
    return int(found[1].replace(".", "")) if found else 0


def view(tongue: str = "vi", scope: Scope | None = None, **address: str) -> View:
    data = load.read_warehouse(load.warehouse(), scope or Scope(Role.ADMIN))
    found = view_of(data, tongue, False, address)
    assert found is not None
    return found


def somebody(warehouse: Path, hamlet: str) -> str:
    """A household that lives in a hamlet."""
    rows = restricted(warehouse, "household")
    return str(next(row["household_id"] for row in rows if row["hamlet_code"] == hamlet))


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_answer_the_list_one_household_and_the_round_stand_in_every_language(
    tongue: str, committee: Path
) -> None:
    for address in (
        {},
        {"household": somebody(committee, "TD03")},
        {"round": "1", "hamlet": "TD03"},
    ):
        page = read(open_page("households", committee, lang=tongue, **address))
        assert "Giồng Mẫu" in page.shown
    assert page.values["listed/TD03/2025"] == "10"


def test_the_address_decides_which_households_are_listed(committee: Path) -> None:
    for address, wish in (
        ({"status": "poor"}, Wish(status="poor")),
        ({"status": "left", "hamlet": "TD02"}, Wish(status="left")),
        ({"need": "housing", "help": "waiting"}, Wish(need="housing", help="waiting")),
        ({"lack": "d09_water", "year": "2023"}, Wish(lack="d09_water")),
        ({"status": "nonsense", "need": "'; --", "page": "77"}, Wish()),
    ):
        app = open_page("households", committee, lang="vi", **address)
        here = {name: address[name] for name in ("hamlet", "year") if name in address}
        expected = len(chosen(shown.known(view(**here)), wish, "office"))
        assert expected
        assert listed(app) == expected, address


def test_a_page_shows_fifty_and_the_pages_together_show_everybody_once(committee: Path) -> None:
    pages = [
        open_page("households", committee, lang="vi", page=str(n), sort="office")
        for n in range(1, 5)
    ]
    seen = [
        [one["household"] for one in links(app) if "household" in one] for app in pages
    ]  # fmt: skip
    assert [len(one) for one in seen] == [EACH, EACH, EACH, 164 - 3 * EACH]
    assert len({name for one in seen for name in one}) == 164


def test_another_choice_goes_into_the_address_and_begins_on_the_first_page(committee: Path) -> None:
    app = open_page("households", committee, lang="vi", page="2")
    app.selectbox(key="households_status").set_value("near_poor").run()
    assert "near_poor" in app.query_params["status"]
    assert "page" not in app.query_params
    assert listed(app) == 113
    app.selectbox(key="households_status").set_value("").run()
    assert "status" not in app.query_params


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("support", {}),
        ("support", {"year": "2024"}),
        ("hamlets", {}),
    ],
)
def test_a_total_leads_to_as_many_households_as_it_says(
    page: str, address: dict[str, str], committee: Path
) -> None:
    app = open_page(page, committee, lang="vi", **address)
    totals = re.findall(
        r'data-value="(\d+)"[^>]*>(?:[^<]*)</span>(?:[^<]|<small>[^<]*</small>)*'
        r' <a class="th-go" href="([^"]*)"',
        body(app),
    )
    assert len(totals) > 2
    for value, link in totals:
        asked = {n: v[0] for n, v in parse_qs(urlsplit(link.replace("&amp;", "&")).query).items()}
        wish = Wish(*(asked.get(name, "") for name in ("status", "need", "lack", "help")))
        there = {name: asked[name] for name in ("hamlet", "year") if name in asked}
        number = len(chosen(shown.known(view(**there)), wish, "office"))
        assert number == int(value), link


def test_a_rate_of_the_overview_leads_to_the_households_that_it_counts(committee: Path) -> None:
    app = open_page("overview", committee, lang="vi", year="2023")
    asked = [(one["year"], one.get("status", "")) for one in links(app)]
    assert asked == [("2023", "poor"), ("2023", "near_poor"), ("2023", "")]
    numbers = [
        len(chosen(shown.known(view(year=year)), Wish(status), "office")) for year, status in asked
    ]
    assert numbers == [257, 301, 558]


def test_the_public_has_no_such_link_and_an_officer_only_those_of_the_own_hamlet(
    committee: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for page in ("overview", "hamlets"):
        assert links(open_page(page, committee, lang="vi", role="public")) == []
    mine = links(open_page("hamlets", committee, lang="vi", **OFFICER))
    assert {one["hamlet"] for one in mine} == {"TD03"}
    assert links(open_page("overview", committee, lang="vi", **OFFICER)) == []
    monkeypatch.setenv(menu.PUBLIC, "1")
    assert ("explore", "households") not in menu.shown()


def test_an_officer_sees_the_own_hamlet_whatever_the_address_says(committee: Path) -> None:
    names = names_of(committee)
    for asked in ({}, {"hamlet": "TD05"}, {"hamlet": "TD05", "round": "1"}):
        app = open_page("households", committee, lang="vi", **OFFICER, **asked)
        text = body(app)
        seen = {names[name] for name in names if name in text}
        assert seen == {"TD03"}
        assert read(app).values["listed/TD03/2025"] == "10"
        if "round" not in asked:
            assert app.selectbox(key="households_hamlet").options == ["Giồng Mẫu"]


def test_an_officer_cannot_open_a_household_of_another_hamlet_and_it_is_not_noted(
    committee: Path,
) -> None:
    foreign = somebody(committee, "TD05")
    page = read(open_page("households", committee, lang="vi", household=foreign, **OFFICER))
    assert "Không có hộ này trong phần số liệu bạn được xem" in page.shown
    assert not [entry for entry in log.entries(True) if entry.action == "household"]


def test_opening_the_round_is_noted_once_for_the_browser_can_print_it(committee: Path) -> None:
    app = open_page("households", committee, lang="vi", round="1", hamlet="TD03")
    app.query_params["lang"] = "en"
    app.run()
    noted = [entry for entry in log.entries(True) if entry.action == "round"]
    assert [(n.about, n.hamlet_code, n.rows) for n in noted] == [("/households round", "TD03", 10)]
    app.query_params["hamlet"] = "TD05"
    app.run()
    assert len([n for n in log.entries(True) if n.action == "round"]) == 2


def test_opening_a_household_is_noted_once_with_its_number_and_without_its_name(
    committee: Path,
) -> None:
    household = somebody(committee, "TD03")
    app = open_page("households", committee, lang="vi", household=household)
    noted = [entry for entry in log.entries(True) if entry.action == "household"]
    assert [(n.household_id, n.hamlet_code, n.about) for n in noted] == [
        (household, "TD03", "/households")
    ]
    app.query_params["lang"] = "en"
    app.run()
    del app.query_params["household"]
    app.run()
    assert len([n for n in log.entries(True) if n.action == "household"]) == 1
    app.query_params["household"] = household
    app.run()
    found = [entry for entry in log.entries(True) if entry.action == "household"]
    assert len(found) == 2
    assert not any(name in str(found) for name in names_of(committee))


def test_what_cannot_be_noted_is_not_shown(
    committee: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(log, "add", fails)
    text = body(
        open_page("households", committee, lang="vi", household=somebody(committee, "TD03"))
    )
    assert not [name for name in names_of(committee) if name in text]
    assert "data/state" in text


def test_ethnicity_is_shown_to_those_only_who_correct_it(committee: Path) -> None:
    household = somebody(committee, "TD03")
    for role, sees in (("committee", False), ("steward", True)):
        app = open_page("households", committee, lang="vi", role=role, household=household)
        assert ("dân tộc" in body(app)) is sees


def test_every_line_of_a_household_names_file_sheet_and_cells(committee: Path) -> None:
    rows = restricted(committee, "loan")
    household = rows[0]["household_id"]
    text = body(open_page("households", committee, lang="vi", household=household))
    cells = re.findall(r'<td class="text">([^<]*\.xlsx · [^<]*)</td>', text)
    dated = text[text.index("Theo ngày") :]
    assert len(cells) == dated.count("<tr>") - 1
    assert all(re.search(r" · [A-Z]+\d+", cell) for cell in cells)
    assert rows[0]["loan_code"] in text


def test_the_round_is_by_hamlet_with_open_needs_only_and_says_who_took_it(committee: Path) -> None:
    assert committee
    here = view(hamlet="TD03")
    found = chosen(shown.known(here), Wish(help=WAITING), "longest")
    made = round_sheet(here, found, "Lê Thị Mẫu · Cán bộ ấp · in lúc 01/01/2026 08:00")
    paper = Document(io.BytesIO(docx(made)))
    word = " ".join(c.text for grid in paper.tables for row in grid.rows for c in row.cells)
    pages = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf(made))).pages)
    assert len(found) == 10
    for line in found:
        assert line.head in word
        assert line.head.split()[-1] in pages
    for text in ("DỮ LIỆU MINH HỌA", "Lê Thị Mẫu · Cán bộ ấp"):
        assert text in " ".join(p.text for p in paper.paragraphs) + pages
    assert "Lê Thị Mẫu" in paper.sections[0].footer.paragraphs[0].text
    assert f"{found[0].days:,}".replace(",", ".") in word


def test_a_file_that_is_taken_out_is_noted_before_it_is_made(committee: Path) -> None:
    app = open_page("households", committee, lang="vi", round="1", hamlet="TD03")
    assert len(app.get("download_button")) == 2
    noted: list[str] = []

    def writes(sheet: Any) -> bytes:
        noted.append("made")
        return str(sheet.title).encode()

    here = view(hamlet="TD03")
    desk = Desk(here, Wish())
    found = chosen(shown.known(here), Wish(help=WAITING), "longest")
    _written(writes, desk, found, "", lambda: noted.append("noted"))
    assert noted == ["noted", "made"]


def test_pairs_are_for_stewards_and_are_asked_side_by_side(committee: Path) -> None:
    for role in ("hamlet_officer", "committee"):
        app = open_page("households", committee, lang="vi", role=role)
        assert "Có phải cùng một hộ" not in str([h.value for h in app.header])
    app = open_page("households", committee, lang="vi", role="steward")
    assert "Có phải cùng một hộ? (2 cặp chờ quyết định)" in [h.value for h in app.header]
    text = body(app)
    offered = restricted(committee, "household_suggestion")
    names = {r["household_id"]: r["head_name"] for r in restricted(committee, "household")}
    for row in offered:
        assert names[row["household_id"]] in text
        assert names[row["earlier_household_id"]] in text
    assert "họ tên gần giống, cùng năm sinh và ấp" in text


def test_a_pair_is_not_decided_without_a_verdict_a_reason_and_a_name(committee: Path) -> None:
    app = open_page("households", committee, lang="vi", role="steward")
    app.button(key="households_pair_now").click().run()
    assert "Chưa ghi" in body(app)
    assert minutes.pairings(True) == ()


def test_what_a_steward_decides_is_used_by_the_next_build_and_not_asked_again(
    inbox: Path, tmp_path: Path
) -> None:
    committee = published(inbox, tmp_path)
    offered = sorted(restricted(committee, "household_suggestion"), key=lambda row: -row["score"])
    for verdict, reason in (("same", "cùng căn cước"), ("apart", "hai nhà khác nhau")):
        app = open_page("households", committee, lang="vi", role="steward")
        turn = 0
        app.radio(key=f"households_pair_verdict_{turn}").set_value(verdict)
        app.text_input(key=f"households_pair_reason_{turn}").set_value(reason)
        app.text_input(key=f"households_pair_who_{turn}").set_value("Lê Thị Mẫu")
        app.button(key="households_pair_now").click().run()
        assert "Lần nạp biểu mẫu tới sẽ dùng quyết định này" in body(app)
    said = minutes.pairings(True)
    assert [(p.later, p.same) for p in reversed(said)] == [
        (offered[0]["household_id"], True), (offered[1]["household_id"], False),
    ]  # fmt: skip
    folder = committee.parent
    outcome = build(Order(inbox, folder / "next", folder / "state"), Progress())
    # two heads of one household that a person confirmed: the build tells it, and publishes
    assert {f.message_key for f in outcome.findings} == {"household.other_family"}
    assert restricted(folder / "next", "household_suggestion") == []
    basis = [
        row for row in restricted(folder / "next", "household_link") if row["basis"] == "confirmed"
    ]
    assert [row["household_id"] for row in basis] == [offered[0]["earlier_household_id"]]
    known = {row["household_id"] for row in restricted(folder / "next", "household")}
    assert offered[0]["household_id"] not in known
    assert offered[1]["household_id"] in known


def test_the_days_are_counted_to_the_day_that_the_address_sets(committee: Path) -> None:
    found = Figures()
    found.feed(
        body(open_page("households", committee, lang="vi", hamlet="TD03", asof="2025-12-20"))
    )
    assert found.values["need_waited/TD03/2025/2025-12-20"] == str(
        (date(2025, 12, 20) - date(2022, 12, 10)).days
    )
