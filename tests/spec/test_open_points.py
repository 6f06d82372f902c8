"""A year in which a hamlet has no review is drawn open and dashed; the page says whose is missing."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

import pytest

from dashboard.blocks.hamlets import multiples_note
from dashboard.blocks.poverty import open_points, trend_table
from dashboard.blocks.targets import trend_table as rate_table
from dashboard.deck import said
from dashboard.draw.multiples import multiples
from dashboard.draw.trend import trend
from dashboard.view import View, view_of
from tests.deck.made import small
from tests.small import data

WHOLE = """
hamlet_code commune_code review_year households poor_households near_poor_households
H1          29221        2026        500        30              40
H2          29221        2026        500        10              40
H1          29221        2027        500        20              40
{line}
H1          29221        2028        500        15              40
H2          29221        2028        500        6               40
"""
REVIEWS = WHOLE.format(line="H2 29221 2027 500 8 40")
LACKING = WHOLE.format(line="")


def view(reviews: str, language: str = "vi") -> View:
    drawing = "\n".join(line for line in reviews.splitlines() if line)
    found = view_of(data(review_summary=drawing), language, False, {"year": "2028"})
    assert found is not None
    return found


def drawn(reviews: str) -> list[dict[str, Any]]:
    found = [trace.to_plotly_json() for trace in trend(view(reviews)).data]
    return [trace for trace in found if len(trace["x"]) > 1]


def test_a_year_that_lacks_a_hamlet_is_open_and_its_lines_are_dashed() -> None:
    *dashed, line = drawn(LACKING)
    assert [(t["x"], t["line"]["dash"]) for t in dashed] == [
        ([2026, 2027], "dash"), ([2027, 2028], "dash"),
    ]  # fmt: skip
    assert line["x"] == [2026, None, 2027, None, 2028]
    known = [s for s, x in zip(line["marker"]["symbol"], line["x"], strict=True) if x]
    assert known == ["circle", "circle-open", "circle"]
    assert len(line["customdata"]) == len(line["x"])


def test_years_with_every_hamlet_are_one_line_of_full_points() -> None:
    (line,) = drawn(REVIEWS)
    assert line["x"] == [2026, 2027, 2028]
    assert set(line["marker"]["symbol"]) == {"circle"}


@pytest.mark.parametrize(
    ("language", "lacks", "line"),
    [
        ("vi", "thiếu 1 ấp", "2027 thiếu Hai"), ("en", "1 hamlet missing", "2027 without Hai"),
        ("id", "1 dusun belum ada", "2027 tanpa Hai"),
    ],
)  # fmt: skip
def test_the_mark_the_line_below_and_the_tables_say_so(
    language: str, lacks: str, line: str
) -> None:
    found, whole = view(LACKING, language), view(REVIEWS, language)
    labels = [text.replace("<br>", " ") for text in trend(found).layout.xaxis.ticktext]
    assert [lacks in label for label in labels] == [False, True, False]
    assert line in open_points(found)
    assert open_points(whole) == ""
    for table in (trend_table(found), rate_table(found, "near_poverty_rate")):
        assert [lacks in row for row in re.findall("<tr>.*?</tr>", table)[1:]] == [
            False,
            True,
            False,
        ]
    assert lacks not in trend_table(whole)


def test_the_slide_stars_the_year_and_says_what_the_star_means() -> None:
    def told(reviews: str) -> tuple[tuple[str, ...], str]:
        drawing = "\n".join(line for line in reviews.splitlines() if line)
        deck = small("2028", review_summary=drawing)
        slide = next(s for s in deck.slides if s.name == "trend")
        assert slide.chart is not None
        return slide.chart.categories, " ".join(said.lines(deck, slide))

    years, lines = told(LACKING)
    assert years == ("2026", "2027*", "2028")
    assert "* Năm còn ấp chưa có biểu rà soát" in lines
    years, lines = told(REVIEWS)
    assert years == ("2026", "2027", "2028")
    assert "*" not in lines


def small_charts(found: View) -> list[list[tuple[bool, int]]]:
    """The lines of each hamlet's small chart, the commune's first: dashed or not, over how many points."""
    charts = re.findall(r'src="data:image/svg\+xml,([^"]*)"', multiples(found))
    lines = (re.findall(r"<polyline[^>]*>", unquote(chart)) for chart in charts)
    return [[("dasharray" in line, line.count(",")) for line in chart] for chart in lines]


def test_in_the_small_charts_the_commune_is_dashed_and_open_where_it_lacks_a_hamlet() -> None:
    lacking, whole = view(LACKING), view(REVIEWS)
    commune, own = (True, 3), (False, 3)
    assert small_charts(lacking) == [[commune, own], [commune, (False, 2), (False, 2)]]
    assert small_charts(whole) == [[own, own], [own, own]]
    assert unquote(multiples(lacking)).count('r="4.2"') == 2
    assert 'r="4.2"' not in unquote(multiples(whole))
    assert "2027 thiếu Hai" in multiples_note(lacking)
    assert "thiếu" not in multiples_note(whole)
