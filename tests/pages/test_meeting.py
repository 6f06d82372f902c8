"""The meeting page: what changed, decisions, the frozen state that reopens, minutes that say the same."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import menu, minutes, state
from dashboard.docket import docket
from dashboard.minutes import Draft
from dashboard.reopened import live
from dashboard.words import safe
from etl.publish import current
from tests.pages.committee import (
    NASTY,
    OFFICE,
    RATE,
    WHO,
    button,
    decide,
    freeze,
    papers,
    reopened,
    type_in,
    view,
)  # fmt: skip
from tests.pages.reader import APP, TONGUES, open_page, read


@pytest.mark.parametrize(
    ("url", "seen"),
    [
        ("http://127.0.0.1:8501/meeting", True),
        ("http://localhost:8501/meeting", True),
        ("http://192.168.1.20:8501/meeting", False),
        ("http://thanh-hai.example/meeting", False),
        ("", False),
    ],
)
def test_only_a_visitor_at_this_machine_sees_the_page(
    url: str, seen: bool, committee: Path
) -> None:
    decide("việc chỉ trong xã")
    app = open_page("meeting", committee, lang="vi")
    app.context["url"] = url
    app.run()
    page = read(app)
    assert ("việc chỉ trong xã" in page.shown) is seen
    assert bool(page.values) is seen
    assert bool(app.text_area) is seen


def test_the_public_dashboard_has_no_meeting_and_no_comments(
    committee: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    minutes.comment(OFFICE, RATE, "b", "chỉ trong xã", WHO)
    assert "content:" in bodies(open_page("overview", committee, lang="vi"))
    monkeypatch.setenv(menu.PUBLIC, "1")
    assert "meeting" not in [name for _, name in menu.shown()]
    assert "content:" not in bodies(open_page("overview", committee, lang="vi"))
    alone = AppTest.from_file(str(APP.parent / "pages" / "review" / "meeting.py"))
    alone.context["url"] = "http://127.0.0.1:8501/meeting"
    assert not alone.run().text_area


def bodies(app: AppTest) -> str:
    """The HTML of a page, without the style that stands on every page."""
    assert not app.exception, [e.value for e in app.exception]
    return "".join(e.proto.body for e in app.get("html") if ":root{" not in e.proto.body)


def test_the_first_meeting_says_what_to_do(committee: Path) -> None:
    page = read(open_page("meeting", committee, lang="vi"))
    assert "Chưa chốt cuộc họp nào" in page.shown
    assert "Không có quyết định nào chưa xong" in page.shown
    assert page.values[RATE] == repr(51 / 4812)


def test_a_meeting_from_its_first_decision_to_its_minutes(committee: Path) -> None:
    app = open_page("meeting", committee, lang="vi")
    button(app, "meeting_decide_now")
    assert "còn ô bắt buộc để trống" in read(app).shown
    type_in(app, "decisions", text=NASTY, owner="Lê Văn Mẫu")
    button(app, "meeting_decide_now")
    assert "còn ô bắt buộc để trống" in read(app).shown, "nobody has signed"
    type_in(app, "decisions", who=WHO)
    app.selectbox(key="meeting_decisions_figure__0").select(RATE)
    button(app, "meeting_decide_now")
    assert "Đã ghi quyết định" in read(app).shown
    assert NASTY in read(app).shown, "what people write is text"
    assert next(f for f in app.text_area if f.key == "meeting_decisions_text_1").value == ""
    (decision,) = minutes.decisions(OFFICE)
    assert (decision.owner, decision.made_by) == ("Lê Văn Mẫu", WHO)
    assert decision.figure is not None
    assert decision.figure.value == 51 / 4812
    type_in(app, "freeze", title="Họp quý I")
    button(app, "meeting_freeze_now")
    shown = read(app).shown
    assert "Đã chốt" in shown
    assert app.query_params["meeting"] in (["H-2026-01"], "H-2026-01") or shown
    (held,) = minutes.meetings(OFFICE)
    assert f"Đang xem lại cuộc họp đã chốt {held.id}" in shown
    assert not app.text_area, "a frozen meeting is not written"
    assert len(app.get("download_button")) == 2


def test_a_decision_is_marked_as_done_and_the_next_meeting_says_so(committee: Path) -> None:
    number = decide("Rà soát lại ấp 5", RATE, date(2025, 6, 30))
    decide("Còn lại")
    first = freeze()
    app = open_page("meeting", committee, lang="vi")
    assert "30/06/2025 (quá hạn)" in read(app).shown
    app.selectbox(key="meeting_finish_which_0").select(number)
    type_in(app, "finish", note="đã họp dân", who=WHO)
    button(app, "meeting_finish_now")
    shown = read(app).shown
    assert "Đã ghi là xong" in shown
    assert shown.index("Còn lại") < shown.index("Quyết định đã xong từ cuộc họp trước")
    assert "đã họp dân" in shown
    again = read(open_page("meeting", committee, lang="vi", meeting=first)).shown
    assert "đã họp dân" not in again, "it was open when the state was frozen"
    assert [d.id for d in docket(OFFICE, reopened(first).meeting).open] == [1, 2]


def test_what_was_typed_stays_when_it_cannot_be_written(committee: Path) -> None:
    app = open_page("meeting", committee, lang="vi")
    type_in(app, "decisions", text="không được mất", owner="Lê Văn Mẫu", who=WHO)
    (committee.parent / "state").write_bytes(b"a file where the folder should be")
    button(app, "meeting_decide_now")
    assert "những gì đã gõ vẫn còn" in read(app).shown
    assert app.text_area[0].value == "không được mất"
    (committee.parent / "state").unlink()
    button(app, "meeting_decide_now")
    assert [d.text for d in minutes.decisions(OFFICE)] == ["không được mất"]


def test_a_spoilt_state_shows_no_page_without_decisions(committee: Path) -> None:
    decide("có quyết định")
    (committee.parent / "state" / state.FILE).write_bytes(
        b"spoilt, and long enough to be read" * 20
    )
    page = read(open_page("meeting", committee, lang="vi"))
    assert "Không đọc được tệp data/state" in page.shown
    assert "Không có quyết định nào" not in page.shown


def test_a_meeting_that_nobody_held_is_said_to_be_unknown(committee: Path) -> None:
    page = read(open_page("meeting", committee, lang="vi", meeting="H-1999-01<b>"))
    assert "Không có cuộc họp H-1999-01<b>" in page.shown
    assert page.values[RATE] == repr(51 / 4812)


def test_a_figure_that_the_address_names_is_the_one_that_is_decided_about(committee: Path) -> None:
    app = open_page("meeting", committee, lang="vi", figure="poverty_rate/TD03/2025")
    chosen = app.selectbox(key="meeting_decisions_figure_poverty_rate/TD03/2025_0")
    assert chosen.value == "poverty_rate/TD03/2025"
    other = open_page("meeting", committee, lang="vi", figure="<script>")
    assert other.selectbox(key="meeting_decisions_figure_<script>_0").value == ""


def test_a_new_version_that_came_while_the_page_was_open_is_looked_at_first(
    committee: Path, one_year: Path
) -> None:
    app = open_page("meeting", committee, lang="vi")
    type_in(app, "freeze", title="Họp quý I", who=WHO)
    other = str(current(one_year))
    shutil.copytree(one_year / "builds" / other, committee / "builds" / other)
    shutil.copyfile(one_year / "CURRENT", committee / "CURRENT")
    button(app, "meeting_freeze_now")
    assert "vừa được công bố lại" in read(app).shown
    assert minutes.meetings(OFFICE) == ()
    button(app, "meeting_freeze_now")
    (held,) = minutes.meetings(OFFICE)
    assert (held.agenda.build, held.agenda.title) == (other, "Họp quý I")


def source(url: str = "http://127.0.0.1:8501/overview") -> AppTest:
    """What the dialog of a figure says under its cells."""
    app = AppTest.from_string("from tests.pages.committee import remark\n\nremark()")
    app.context["url"] = url
    return app.run()


def test_a_comment_is_written_beside_its_figure_and_answered(committee: Path) -> None:
    app = source()
    assert "Chưa có ý kiến nào" in bodies(app)
    app.text_area(key="remark_text").set_value(NASTY)
    button(app, "remark_now")
    assert "còn ô bắt buộc để trống" in bodies(app)
    assert app.text_area(key="remark_text").value == NASTY
    app.text_input(key="remark_who").set_value(WHO)
    button(app, "remark_now")
    assert safe(NASTY) in bodies(app)
    assert app.text_area(key="remark_text").value == ""
    app.selectbox(key="remark_answers").select(1)
    app.text_area(key="remark_text").set_value("đã rõ")
    button(app, "remark_now")
    assert [(c.text, c.answers) for c in minutes.comments(OFFICE)] == [(NASTY, None), ("đã rõ", 1)]
    for name in ("overview", "poverty", "quality"):
        page = bodies(open_page(name, committee, lang="vi"))
        assert f'[data-figure="{RATE}"]::after{{content:"2"}}' in page
    assert NASTY in read(open_page("meeting", committee, lang="vi")).shown


def test_a_decision_of_last_year_stands_beside_the_same_figure_of_this_year(
    committee: Path,
) -> None:
    before = live(view(year="2024"), date(2025, 1, 10), "Họp quý IV/2024")
    figure = before.figures["poverty_rate/29221/2024"]
    said = Draft(OFFICE, "Giảm còn 1,4%", "Lê Văn Mẫu", None, 2024, "b", WHO, figure)
    minutes.decide(said)
    assert minutes.freeze(before.agenda, WHO, before.figures.values(), ()) == "H-2025-01"
    shown = read(open_page("meeting", committee, lang="vi", year="2025")).shown
    told = [shown.index(text) for text in ("H-2025-01, năm 2024", "Hiện nay, năm 2025")]
    assert told == sorted(told)
    assert shown.count("4,07% (195/4.788)") == 2, "in the list of figures and beside the decision"
    assert shown.count("−3,01 điểm phần trăm") == 2
    assert "Không con số nào của năm 2024 khác với lúc chốt" in shown
    again = read(open_page("meeting", committee, lang="vi", meeting="H-2025-01"))
    assert again.values["poverty_rate/29221/2024"] == repr(195 / 4788)
    assert RATE not in again.values


def test_real_data_begin_with_empty_lists(committee: Path) -> None:
    decide("thử trên số liệu minh họa")
    freeze()
    real = minutes.Office("29221", False)
    assert minutes.decisions(real) == minutes.meetings(real) == ()
    assert docket(OFFICE).before
    assert docket(real).before is None
    assert "thử trên số liệu minh họa" in read(open_page("meeting", committee, lang="vi")).shown


@pytest.mark.usefixtures("committee")
def test_a_visitor_from_elsewhere_neither_reads_nor_writes_comments() -> None:
    minutes.comment(OFFICE, RATE, "b", "chỉ trong xã", WHO)
    app = source("http://192.168.1.20:8501/overview")
    assert not app.text_area
    assert "chỉ trong xã" not in bodies(app)


def test_an_event_is_written_marked_on_the_charts_and_taken_off(committee: Path) -> None:
    app = open_page("meeting", committee, lang="vi")
    type_in(app, "events", text="Triều cường <b>vỡ</b> đê", who=WHO)
    button(app, "meeting_event_now")
    assert "còn ô bắt buộc để trống" in read(app).shown, "no day"
    app.date_input(key="meeting_events_day_0").set_value(date(2024, 10, 18))
    app.selectbox(key="meeting_events_kind_0").select("disaster")
    button(app, "meeting_event_now")
    assert "Đã ghi sự kiện" in read(app).shown
    for name in ("overview", "poverty", "infrastructure"):
        page = open_page(name, committee, lang="vi")
        assert "Triều cường <b>vỡ</b> đê" in read(page).shown
        assert "An Điền (cũ) + Thạnh Hải (cũ) sáp nhập" in read(page).shown, "told by the places"
        specs = "".join(chart.proto.spec for chart in page.get("plotly_chart"))
        assert '"text":"1"' in specs.replace(" ", "")
        assert "vỡ" not in specs
    type_in(app, "withdraw", who=WHO)
    button(app, "meeting_withdraw_now")
    assert "Đã bỏ sự kiện" in read(app).shown
    assert "Triều cường" not in read(open_page("overview", committee, lang="vi")).shown


def test_every_language_reopens_a_meeting_with_everything_in_it(committee: Path) -> None:
    for tongue in TONGUES:
        if tongue == TONGUES[0]:
            papers(tongue)
        page = read(open_page("meeting", committee, lang=tongue, meeting="H-2026-02"))
        assert page.values[RATE] == repr(51 / 4812)
        assert NASTY in page.shown


def test_the_figures_of_a_meeting_are_those_of_the_day_that_is_looked_at(sample: Path) -> None:
    page = read(open_page("meeting", sample, lang="vi", asof="2025-06-30"))
    owed = {key for key in page.values if key.startswith("credit_overdue_vnd/")}
    assert owed == {"credit_overdue_vnd/29221/2025-06-30"}
