"""What slides may say: claims with their conditions; what is missing is left out, never 0."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from dashboard.conference.choose import asked_for
from dashboard.deck import said
from dashboard.deck.charts import through_the_years
from dashboard.deck.slide import Deck, Slide
from dashboard.export.pack import name_of
from dashboard.export.pptx import pptx
from dashboard.export.slides import brief_pdf, slides_pdf
from dashboard.words import say
from tests.deck.made import changed, of_sample, of_tables, small, view
from tests.pages.reader import TONGUES


def slide_of(deck: Deck, name: str) -> Slide:
    """The first slide of a name."""
    return next(slide for slide in deck.slides if slide.name == name)


def claim(deck: Deck, name: str) -> str:
    """What a slide claims."""
    return said.title(deck, slide_of(deck, name))


def test_the_claims_of_the_sample_are_what_the_workbooks_say(sample: Path) -> None:
    deck = of_sample(sample)
    assert (
        claim(deck, "trend")
        == "Tỷ lệ hộ nghèo của Thạnh Hải giảm từ 6,88% năm 2022 xuống 1,06% năm 2025."
    )
    assert claim(deck, "moved").startswith("Số hộ nghèo giảm từ 195 hộ xuống 51 hộ")
    assert claim(deck, "livelihoods").startswith("Nhóm cộng đồng: 30 hộ trên 34 hộ")
    assert "42 hộ tham gia" in said.lines(deck, slide_of(deck, "livelihoods"))[0]


COLOURS = {
    "vi": {"accent": "xanh đậm", "warning": "đỏ cam", "pale": "xanh nhạt"},
    "en": {"accent": "dark blue", "warning": "orange-red", "pale": "pale blue"},
    "id": {"accent": "biru tua", "warning": "merah jingga", "pale": "biru pucat"},
}


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_note_of_the_movements_names_every_colour_of_their_bars(
    tongue: str, sample: Path
) -> None:
    deck = of_sample(sample, tongue)
    slide = slide_of(deck, "moved")
    assert slide.chart is not None
    tones = {mark.tone for mark in slide.chart.marks} - {"soft"}  # of what was and what is
    assert tones == COLOURS[tongue].keys()
    note = said.lines(deck, slide)[-1]
    others = [say(tongue, f"movement.other_{way}").lower() for way in ("out", "in")]
    assert [part for part in (*COLOURS[tongue].values(), *others) if part not in note] == []


def test_the_slide_of_the_movements_says_where_the_summary_counts_another_number(
    sample: Path,
) -> None:
    tables = dict(view(sample, "vi").data.tables)
    tables["review_summary"] = tuple(
        row | {"poor_households": row["poor_households"] + 2}
        if (row["hamlet_code"], row["review_year"]) == ("TD05", 2025) else row
        for row in tables["review_summary"]
    )  # fmt: skip
    deck = of_tables(sample, tables)
    slide = slide_of(deck, "moved")
    assert said.lines(deck, slide)[0] == (
        "Biểu diễn biến ghi cuối kỳ 51 hộ, biểu tổng hợp ghi 53 hộ, chênh 2 hộ: "
        "thanh riêng trên biểu đồ."
    )
    assert slide.chart is not None
    closing, gap, summary = slide.chart.marks[-3:]
    assert (closing.size, gap.size, gap.sign, gap.base, summary.size) == (51, 2, 1, 51, 53)
    assert pptx(deck)


def test_while_a_hamlet_is_missing_nothing_is_compared(sample: Path) -> None:
    def stays(table: str, row: dict[str, Any]) -> bool:
        of_review = table in ("review_summary", "review_movement")
        return not (of_review and row["hamlet_code"] == "TD05" and row["review_year"] == 2025)

    deck = changed(sample, stays)
    assert "còn 1 trong 12 ấp chưa có biểu rà soát" in claim(deck, "headline")
    assert "chưa so sánh" in claim(deck, "trend")
    assert dict(deck.missing).keys() == {"moved"}
    assert all(len(card.lines) < 3 for card in slide_of(deck, "headline").cards)
    assert "so với năm 2024" not in claim(deck, "headline")
    lines = said.lines(deck, slide_of(deck, "hamlets"))
    assert len(lines) == 1
    assert pptx(deck)


def test_a_year_that_a_hamlet_is_missing_in_is_no_year_to_compare_with(sample: Path) -> None:
    def stays(table: str, row: dict[str, Any]) -> bool:
        last = table == "review_summary" and row["review_year"] in (2022, 2024)
        return not (last and row["hamlet_code"] == "TD05")

    deck = changed(sample, stays)
    assert "So với năm 2024: còn ấp chưa có biểu rà soát ở một trong hai năm" in claim(
        deck, "headline"
    )
    assert all(len(card.lines) < 3 for card in slide_of(deck, "headline").cards)
    assert "giảm từ 5,39% năm 2023 xuống 1,06%" in claim(deck, "trend")
    assert pptx(deck)


HEAD = "hamlet_code commune_code review_year households poor_households near_poor_households"


def reviews(*lines: str) -> str:
    """Reviews drawn as hamlet, commune, year, households, poor, near-poor."""
    return "\n".join([HEAD, *lines])


@pytest.mark.parametrize(
    ("before", "now", "line"),
    [
        ("1000 40 0", "2000 60 0", "thay đổi −1,00 điểm phần trăm (+40 hộ) so với năm 2025"),
        ("1000 40 0", "2000 80 0", "thay đổi 0,00 điểm phần trăm (+80 hộ) so với năm 2025"),
        ("1000 40 0", "500 30 0", "thay đổi +2,00 điểm phần trăm (−20 hộ) so với năm 2025"),
        ("1000 40 0", "1000 30 0", "giảm 1,00 điểm phần trăm (20 hộ) so với năm 2025"),
    ],
)
def test_a_card_says_down_only_where_both_rate_and_households_fell(
    before: str, now: str, line: str
) -> None:
    lines = [
        f"{home} 29221 {year} {found}"
        for year, found in ((2025, before), (2026, now))
        for home in ("H1", "H2")
    ]
    deck = small(review_summary=reviews(*lines))
    said_of = [said.plain(deck, one) for one in slide_of(deck, "headline").cards[0].lines]
    assert said_of[1] == line


def two(before: int, now: int, more: str = "", old: str = "") -> str:
    """Poor households of both hamlets in 2025 and 2026, with what `more` and `old` add."""
    head = f"{HEAD} standard" if old else HEAD
    lines = [
        f"{home} 29221 {year} 1000 {number} 30{standard}"
        for year, number, standard in ((2025, before, old), (2026, now, more))
        for home in ("H1", "H2")
    ]
    return "\n".join([head, *lines])


def test_why_there_is_no_story_of_a_hamlet_is_said_as_it_is() -> None:
    reason = {
        "thiếu biểu diễn biến": small(review_summary=two(40, 20)),
        "ít": small(review_summary=two(40, 39)),
        "một năm": small(review_summary="\n".join([HEAD, "H1 29221 2026 1000 20 30"])),
        "chuẩn": small(review_summary=two(40, 20, " ND07_2021", " QD59_2015")),
    }
    told = [dict(deck.missing)["story"] for deck in reason.values()]
    assert told == [
        "chưa có biểu diễn biến",
        "không ấp nào có số của cả hai năm giảm từ 3 hộ nghèo trở lên",
        "chưa có số hộ của năm liền trước để so sánh",
        "đổi chuẩn nghèo: không so sánh",
    ]


def test_hamlets_of_two_standards_stand_beside_no_earlier_year() -> None:
    deck = small(review_summary=two(40, 20, " ND07_2021", " QD59_2015"))
    slide = slide_of(deck, "hamlets")
    assert slide.chart is not None
    before, now = slide.chart.series
    assert [mark.size for mark in before.marks] == [None, None]
    assert [mark.size for mark in now.marks] == [20, 20]
    assert said.lines(deck, slide) == ("Năm 2025 theo chuẩn nghèo khác: không so sánh số hộ.",)
    chart, whole = through_the_years(deck.view, deck.view.territory.hamlets[0])
    assert (chart.categories, whole) == (("2026",), False)
    assert pptx(deck)


def test_where_no_household_is_poor_no_hamlet_is_said_to_have_most() -> None:
    deck = small(review_summary=two(20, 0))
    assert claim(deck, "hamlets").endswith("Không còn hộ nghèo ở các ấp đã có biểu.")
    assert claim(deck, "hamlets").startswith("2 trong 2 ấp")


def test_a_target_that_is_not_set_is_not_drawn(sample: Path) -> None:
    deck = changed(sample, lambda table, _: table != "target")
    chart = slide_of(deck, "trend").chart
    assert chart is not None
    assert [one.name for one in chart.series] == ["Tỷ lệ hộ nghèo"]
    assert "chỉ tiêu" not in claim(deck, "headline")


def test_programmes_that_nobody_listed_have_no_slide(sample: Path) -> None:
    def stays(table: str, _: dict[str, Any]) -> bool:
        return not table.startswith(("infrastructure", "livelihood"))

    deck = changed(sample, stays)
    assert dict(deck.missing) == {"works": "chưa có danh mục", "livelihoods": "chưa có danh sách"}
    assert not {"works", "livelihoods"} & {slide.name for slide in deck.slides}


WORK_HEAD = "project_code name approved_vnd hamlet_codes source_file source_sheet source_row"
PAID_HEAD = "project_code year planned_vnd disbursed_vnd source_file source_sheet source_row"


def with_works(*found: tuple[str, str, str]) -> Deck:
    """The slides of works: approved, planned, disbursed in million đồng, `-` where it is not said."""

    def vnd(text: str) -> str:
        return text if text == "-" else f"{text}000000"

    registered = [f"CT{n:02} Đường-{n} {vnd(a)} - f s {n}" for n, (a, _, _) in enumerate(found, 1)]
    paid = [f"CT{n:02} 2025 {vnd(p)} {vnd(d)} f t {n}" for n, (_, p, d) in enumerate(found, 1)]
    return small(
        infrastructure_project="\n".join([WORK_HEAD, *registered]),
        infrastructure_funding="\n".join([PAID_HEAD, *paid]),
    )


@pytest.mark.parametrize(
    ("works", "title"),
    [
        ([("900", "400", "300")],
         "1 công trình: đã giải ngân 300 triệu đồng trên kế hoạch 400 triệu đồng; tổng mức được duyệt"
         " 900 triệu đồng."),
        ([("-", "400", "300")],
         "1 công trình: đã giải ngân 300 triệu đồng trên kế hoạch 400 triệu đồng."),
        ([("900", "300", "200"), ("800", "-", "300")], "2 công trình: đã giải ngân 500 triệu đồng."),
        ([("900", "-", "200")], "1 công trình: đã giải ngân 200 triệu đồng."),
        ([("900", "400", "-")], "1 công trình hạ tầng trong danh mục."),
    ],
)  # fmt: skip
def test_works_are_set_against_the_plan_of_the_same_works(
    works: list[tuple[str, str, str]], title: str
) -> None:
    deck = with_works(*works)
    assert claim(deck, "works") == title
    lines = said.lines(deck, slide_of(deck, "works"))
    unmatched = [line for line in lines if "chưa ghi đủ kế hoạch và giải ngân" in line]
    assert len(unmatched) == sum((p == "-") != (d == "-") for _, p, d in works[-1:])
    assert pptx(deck)


@pytest.mark.parametrize(
    ("states", "line"),
    [
        ("completed settled under_way preparing",
         "Tình trạng thi công: 2 công trình đã hoàn thành, 1 đang thi công, 1 chuẩn bị đầu tư."),
        ("accepted stopped -",
         "Tình trạng thi công: 1 công trình đã hoàn thành, 0 đang thi công, 0 chuẩn bị đầu tư, 2 tạm dừng"
         " hoặc chưa ghi."),
        ("- -", ""),
    ],
)  # fmt: skip
def test_the_slide_of_works_says_how_far_they_are_in_the_field(states: str, line: str) -> None:
    rows = [f"CT{n} Đường 9 - {state} f s {n}" for n, state in enumerate(states.split(), 1)]
    head = WORK_HEAD.replace("hamlet_codes", "hamlet_codes status")
    deck = small(infrastructure_project="\n".join([head, *rows]))
    slide = slide_of(deck, "works")
    told = [text for text in said.lines(deck, slide) if "Tình trạng" in text]
    assert told == ([line] if line else [])
    counted = [int(f.value or 0) for f in slide.figures if f.key.startswith("works_")]
    assert sum(counted) == (len(rows) if line else 0)


def test_works_that_are_not_drawn_have_less_left_or_it_is_not_known() -> None:
    known = [("900", "400", f"{n}") for n in range(10, 18)]
    deck = with_works(("900", "-", "5"), *known)
    slide = slide_of(deck, "works")
    assert slide.chart is not None
    assert slide.chart.categories[0] == "Đường-2"
    assert said.lines(deck, slide)[-1].endswith("không lớn hơn, hoặc chưa rõ.")
    clear = with_works(("900", "400", "399"), *known)
    assert "chưa rõ" not in said.lines(clear, slide_of(clear, "works"))[-1]


def test_without_a_community_group_the_projects_have_the_slide(sample: Path) -> None:
    def stays(table: str, row: dict[str, Any]) -> bool:
        return table != "livelihood_project" or row["kind"] != "community_group"

    deck = changed(sample, stays)
    slide = slide_of(deck, "livelihoods")
    assert claim(deck, "livelihoods").startswith("4 dự án sinh kế: ")
    assert " trên 42 hộ tham gia" in claim(deck, "livelihoods")
    assert slide.chart is not None
    assert slide.chart.categories == ("Dự án sinh kế",)
    assert "Nhóm cộng đồng" not in " ".join([*said.lines(deck, slide), slide.chart.alt])


def test_an_earlier_year_knows_nothing_of_later_ones(sample: Path) -> None:
    deck = changed(sample, lambda *_: True, year="2024")
    assert "năm 2024" in claim(deck, "headline")
    for name in ("trend", "story"):
        chart = slide_of(deck, name).chart
        assert chart is not None
        assert chart.categories == ("2022", "2023", "2024")


def test_without_any_review_the_programmes_are_still_shown(sample: Path) -> None:
    deck = changed(sample, lambda table, _: not table.startswith("review"))
    names = {slide.name for slide in deck.slides}
    assert {"cover", "works", "livelihoods", "sources"} <= names
    assert not {"headline", "trend", "moved", "hamlets", "story"} & names


@pytest.mark.parametrize("tongue", TONGUES)
def test_every_slide_has_its_source_and_its_day(tongue: str, sample: Path) -> None:
    deck = of_sample(sample, tongue)
    for slide in deck.slides[1:-1]:
        assert slide.figures
        assert ".xlsx" in said.foot(deck, slide), slide.name
        assert deck.view.data.build in said.foot(deck, slide)


def test_many_hamlets_stand_on_several_slides_and_the_briefing_keeps_two_pages(
    many: Deck,
) -> None:
    shown = [slide.chart for slide in many.slides if slide.name == "hamlets"]
    assert [len(chart.categories) for chart in shown if chart] == [10, 10, 10]
    assert len(PdfReader(io.BytesIO(slides_pdf(many))).pages) == len(many.slides)
    assert len(PdfReader(io.BytesIO(brief_pdf(many))).pages) == 2


@pytest.fixture
def many(sample: Path) -> Deck:
    """The slides of a commune with thirty hamlets: those of the sample, again under other codes."""
    from dashboard.data import Data
    from dashboard.deck.slides import deck
    from dashboard.view import view_of
    from tests.deck.made import event, view

    old = view(sample, "vi").data
    tables = dict(old.tables)
    tables["place"] += tuple(
        row | {"place_code": f"{row['place_code']}-{n}", "name": f"{row['name']} {n}"}
        for n in (2, 3)
        for row in old.rows("place")
        if row["level"] == "hamlet" and not row["valid_to"]
    )
    tables["place"] = tuple(
        r for r in tables["place"] if not str(r["place_code"]).endswith(LEFT_OUT)
    )
    for table in ("review_summary", "review_movement"):
        tables[table] += tuple(
            row | {"hamlet_code": f"{row['hamlet_code']}-{n}"}
            for n in (2, 3)
            for row in old.rows(table)
        )
    found = view_of(Data("many", tables, old.manifest), "vi", False, {})
    assert found is not None
    return deck(found, event())


LEFT_OUT = ("07-3", "08-3", "09-3", "10-3", "11-3", "12-3")  # thirty of thirty-six


@pytest.mark.parametrize("tongue", TONGUES)
def test_without_a_review_no_year_is_named_on_the_cover_nor_in_the_files(tongue: str) -> None:
    deck = small(tongue=tongue)
    (first,) = said.lines(deck, slide_of(deck, "cover"))[:1]
    title = asked_for(deck.view).event.title
    assert not any(
        "0" in text for text in (first, title, said.scope(deck), name_of(deck, "slides", "pdf"))
    )
