"""The page of the slides: public for everybody, set by its user through the address."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.door.scope import PUBLIC
from dashboard.drawn import drawn
from dashboard.load import BEHIND_THE_DOOR, read_warehouse
from dashboard.measure.trace import recomputed
from tests.deck.made import of_sample
from tests.pages.reader import TONGUES, open_page, read

LISTED = ("participants/", "exits/", "outcome/")  # counted from lists behind the door


def claims(warehouse: Path, **address: str) -> str:
    """What the page says in plain elements."""
    return read(open_page("conference", warehouse, lang="vi", **address)).shown


def test_whoever_asks_the_slides_see_the_public_zone_only(sample: Path) -> None:
    data = of_sample(sample).view.data
    assert data.tables == read_warehouse(sample, PUBLIC).tables
    assert data.closely is None
    assert not set(BEHIND_THE_DOOR) & data.tables.keys()


@pytest.mark.parametrize("tongue", TONGUES)
def test_every_figure_of_the_slides_is_that_of_its_cells(tongue: str, sample: Path) -> None:
    keys = read(open_page("conference", sample, lang=tongue)).values
    found = [drawn(read_warehouse(sample, PUBLIC), key) for key in keys]
    assert len(found) > 80
    for figure in found:
        assert figure is not None
        assert figure.value is not None, figure.key
        if figure.cells:
            assert recomputed(figure) == pytest.approx(figure.value, rel=1e-12), figure.key
        else:
            assert figure.key.startswith(LISTED), figure.key


def test_the_address_says_which_slides_are_shown_and_in_which_order(sample: Path) -> None:
    app = open_page("conference", sample, lang="vi", slides="works,cover,nothing,works")
    assert app.multiselect(key="conference_slides").value == ["works", "cover"]
    text = read(app).shown
    assert text.index("8 công trình") < text.index("Kết quả giảm nghèo năm 2025")
    assert "Nhóm cộng đồng" not in text


def test_what_is_set_stands_in_the_address(sample: Path) -> None:
    app = open_page("conference", sample, lang="vi")
    app.text_input(key="conference_title").set_value("Hội nghị <b>quý I</b>").run()
    app.text_input(key="conference_place").set_value("Nhà văn hóa ấp").run()
    app.multiselect(key="conference_slides").set_value(["hamlets", "cover"]).run()
    assert app.query_params["title"] == "Hội nghị <b>quý I</b>"
    assert app.query_params["place"] == "Nhà văn hóa ấp"
    assert app.query_params["slides"] == "hamlets,cover"
    text = read(app).shown
    assert "Hội nghị <b>quý I</b>" in text, "shown as it was typed, never as markup"
    app.multiselect(key="conference_slides").set_value([]).run()
    assert "Chưa chọn trang nào." in read(app).shown


def test_a_day_that_is_none_is_left_out(sample: Path) -> None:
    app = open_page("conference", sample, lang="vi", day="31/02/2026")
    assert app.date_input(key="conference_day").value is None
    assert not app.exception


def test_a_slide_without_data_is_not_there_and_the_page_says_why(one_year: Path) -> None:
    text = claims(one_year)
    assert "Không có trang “Qua các năm”: cần ít nhất hai năm có tỷ lệ." in text
    assert (
        "Không có trang “Câu chuyện một ấp”: chưa có số hộ của năm liền trước để so sánh." in text
    )
    assert "8 công trình" in text
