"""The page that takes workbooks in: who may see it, what it says of a file, approvals, older builds."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import approval, commands, guest, menu, minutes, parts
from dashboard.intake import door
from dashboard.load import read_warehouse
from etl.live import switch
from etl.publish import current
from tests.pages.reader import APP, NAMES, open_page, read
from tests.workbooks import REVIEW, WORKS, edit, name_first_work

WHO = "Lê Văn Mẫu, Chủ tịch"


@pytest.fixture
def place(inbox: Path, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The warehouse of a commune office of the test's own."""
    shutil.copytree(sample, tmp_path / "warehouse")
    monkeypatch.setenv(commands.INBOX, str(inbox))
    return tmp_path / "warehouse"


def button(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


@pytest.mark.parametrize(
    ("url", "seen"),
    [
        ("http://127.0.0.1:8501/intake", True),
        ("http://localhost:8501/intake", True),
        ("http://[::1]:8501/intake", True),
        ("http://192.168.1.20:8501/intake", False),
        ("http://thanh-hai.example/intake", False),
        ("http://127.0.0.1.example/intake", False),
        ("", False),
    ],
)
def test_only_a_visitor_at_this_machine_sees_the_page(url: str, seen: bool, place: Path) -> None:
    app = open_page("intake", place, lang="vi")
    app.context["url"] = url
    app.run()
    assert bool(app.get("file_uploader")) is seen
    assert ("127.0.0.1" in read(app).shown) is not seen


def test_the_public_dashboard_has_no_such_page(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(menu.PUBLIC, "1")
    assert [name for _, name in menu.shown()] == [n for n in NAMES if n not in menu.BEHIND_THE_DOOR]
    assert "51" in read(open_page("overview", sample, lang="vi")).shown
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        open_page("intake", sample, lang="vi")
    alone = AppTest.from_file(str(APP.parent / "pages" / "records" / "intake.py"))
    alone.context["url"] = "http://127.0.0.1:8501/intake"
    assert not alone.run().get("file_uploader")


def test_a_spoilt_workbook_is_explained_cell_by_cell(place: Path, tmp_path: Path) -> None:
    path = tmp_path / REVIEW
    source = commands.inbox() / REVIEW
    shutil.copyfile(source, path)
    edit(path, lambda book: book["Biểu 1 Tổng hợp"].cell(13, 9, "ba mươi"))
    app = open_page("intake", place, lang="vi")
    files = [(REVIEW, path.read_bytes(), "x"), ("Báo cáo.pdf", b"%PDF", "x")]
    app.file_uploader[0].set_value(files).run()
    shown = read(app).shown
    assert "Biểu 1 Tổng hợp · I13" in shown
    assert "ba mươi" in shown
    assert "Báo cáo.pdf: không phải bảng tính" in shown
    assert app.button(key="publish").label == "Công bố 1 tệp"


def test_a_workbook_that_a_gate_would_stop_is_said_to_be_not_publishable_yet(
    place: Path, tmp_path: Path
) -> None:
    path = tmp_path / REVIEW
    shutil.copyfile(commands.inbox() / REVIEW, path)
    edit(path, lambda book: book["Biểu 1 Tổng hợp"].cell(14, 3, "#REF!"))
    app = open_page("intake", place, lang="vi")
    app.file_uploader[0].set_value([(REVIEW, path.read_bytes(), "x")]).run()
    shown = read(app).shown
    assert "chưa công bố được" in shown
    gate, cell = shown.index("không công bố. Điền tổng số hộ"), shown.index("Ô báo lỗi #REF!")
    assert gate < cell


def test_a_clean_workbook_and_a_refused_one_are_told_apart(place: Path) -> None:
    app = open_page("intake", place, lang="vi")
    clean = (REVIEW, (commands.inbox() / REVIEW).read_bytes(), "x")
    app.file_uploader[0].set_value([clean, ("rỗng.xlsx", b"", "x")]).run()
    shown = read(app).shown
    assert "632 dòng số liệu, không có nghi vấn nào" in shown
    assert "Không nạp được" in shown
    assert "Tệp rỗng" in shown
    assert app.button(key="publish").label == "Công bố 1 tệp"


def test_without_a_file_the_workbooks_that_are_there_are_read_again(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(commands.inbox(), tmp_path / "inbox")
    monkeypatch.setenv(commands.INBOX, str(tmp_path / "inbox"))
    edit(tmp_path / "inbox" / WORKS, lambda book: name_first_work(book, "Đường ấp Mẫu đổi tên"))
    live = current(place)
    app = open_page("intake", place, lang="vi")
    assert app.button(key="rebuild").label == "Nạp lại"
    app.button(key="rebuild").click().run(timeout=120)
    assert "Mọi trang đã dùng số liệu mới" in read(app).shown
    assert current(place) != live
    names = {row["name"] for row in read_warehouse(place).rows("infrastructure_project")}
    assert "Đường ấp Mẫu đổi tên" in names


def test_where_the_inbox_is_empty_there_is_nothing_to_read_again(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inbox" / ".replaced").mkdir(parents=True)
    (tmp_path / "inbox" / ".replaced" / REVIEW).write_bytes(b"an older one")
    monkeypatch.setenv(commands.INBOX, str(tmp_path / "inbox"))
    app = open_page("intake", place, lang="vi")
    assert "rebuild" not in [one.key for one in app.button]


def test_a_name_that_is_markup_is_shown_as_it_is(place: Path) -> None:
    app = open_page("intake", place, lang="vi")
    app.file_uploader[0].set_value([("<img src=x onerror=alert(1)>.pdf", b"%PDF", "x")]).run()
    bodies = "".join(element.proto.body for element in app.get("html"))
    assert "<img" not in bodies
    assert "&lt;img" in bodies


def test_a_review_is_approved_and_every_page_says_so_until_it_is_lifted(place: Path) -> None:
    app = open_page("intake", place, lang="vi")
    assert "Rà soát năm 2025: số liệu sơ bộ" in read(app).shown
    button(app, "intake_approve_now")
    assert "cần họ tên" in read(app).shown
    app.text_input(key="intake_who").set_value(WHO)
    app.text_input(key="intake_note").set_value("<b>biên bản 12</b>")
    button(app, "intake_approve_now")
    assert "Đã duyệt và khóa." in read(app).shown
    assert WHO in read(app).shown
    assert "<b>biên bản 12</b>" in read(app).shown, "markup is text"
    for name in NAMES:
        assert "Rà soát năm 2025: đã duyệt ngày" in read(open_page(name, place, lang="vi")).shown
    assert "số liệu sơ bộ" in read(open_page("overview", place, lang="vi", year="2024")).shown
    button(app, "intake_lift_now")
    assert "cần cả lý do" in read(app).shown
    app.text_input(key="intake_who_lifts").set_value(WHO)
    app.text_input(key="intake_reason").set_value("sai một ấp")
    button(app, "intake_lift_now")
    assert "Đã mở khóa" in read(app).shown
    assert "sai một ấp" in read(app).shown
    assert "số liệu sơ bộ" in read(open_page("overview", place, lang="vi")).shown


def test_with_accounts_it_is_the_person_of_the_account_who_approves_and_lifts(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guest, "who", lambda: "Trần Thị Mẫu")
    app = open_page("intake", place, lang="vi")
    shown = app.text_input(key="intake_who_account")
    assert (shown.value, shown.disabled) == ("Trần Thị Mẫu", True)
    button(app, "intake_approve_now")
    app.text_input(key="intake_reason").set_value("sai một ấp")
    button(app, "intake_lift_now")
    (lock,) = minutes.locks()
    assert {lock.approved_by, lock.lifted_by} == {"Trần Thị Mẫu"}


def test_nobody_approves_figures_that_were_published_after_the_page_was_drawn(
    place: Path, one_year: Path
) -> None:
    older = str(current(one_year))
    shutil.copytree(one_year / "builds" / older, place / "builds" / older)
    app = open_page("intake", place, lang="vi")
    app.text_input(key="intake_who").set_value(WHO)
    assert switch(place, older, "vi") == 0
    button(app, "intake_approve_now")
    assert "Chưa duyệt: số liệu vừa được công bố lại" in read(app).shown
    assert minutes.locks() == ()
    button(app, "intake_approve_now")
    assert [lock.review.build for lock in minutes.locks()] == [older]


def test_an_older_build_comes_back_only_after_a_yes(place: Path, one_year: Path) -> None:
    live, older = current(place), current(one_year)
    shutil.copytree(one_year / "builds" / str(older), place / "builds" / str(older))
    app = open_page("intake", place, lang="vi")
    assert app.button(key="intake_switch").disabled
    app.checkbox(key=f"intake_sure_{older}").check().run()
    button(app, "intake_switch")
    assert "Đã trở lại phiên bản cũ." in read(app).shown
    assert current(place) == older != live


def test_figures_that_are_not_those_approved_are_not_called_approved(place: Path) -> None:
    open_page("overview", place, lang="vi")
    review = approval.reviews(read_warehouse(place))[0]
    minutes.approve(replace(review, files=((REVIEW, "0" * 64),)), WHO)
    assert "khác bản đã duyệt ngày" in read(open_page("overview", place, lang="vi")).shown


def test_a_name_in_a_label_is_no_markdown() -> None:
    assert parts.plain("a_b *2025* $1$.xlsx") == r"a\_b \*2025\* \$1\$\.xlsx"


def test_the_forms_of_a_review_are_handed_out_filled_and_noted(place: Path) -> None:
    app = open_page("intake", place, lang="vi", role="steward")
    assert not [b for b in app.get("download_button") if "intake_report" in b.proto.id]
    box = app.selectbox(key="intake_report")
    assert str(box.options[0]) == "Năm 2025 · Thạnh Hải (29221)"
    app = box.select_index(0).run()
    read(app)
    (button,) = [b for b in app.get("download_button") if "intake_report" in b.proto.id]
    assert button.proto.label == "Tải biểu đã điền"


def test_forms_go_out_only_when_the_log_took_note(tmp_path: Path) -> None:
    out, said = tmp_path / "x.xlsx", []
    out.write_bytes(b"PK")
    assert door.content(out, lambda: said.append("noted")) == b"PK"
    assert said == ["noted"]

    def refuse() -> None:
        raise OSError

    with pytest.raises(OSError):
        door.content(out, refuse)
