"""A frozen state reopened after later builds shows the same bytes, and says what became of it."""

from __future__ import annotations

import os
import re
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from dashboard import load, state
from dashboard.drawn import raw
from dashboard.measure.everything import every_figure
from dashboard.measure.figure import Figure, How
from dashboard.reopened import live, says
from dashboard.since import since
from dashboard.words import say
from etl.publish import current
from tests.pages.committee import HELD, decide, freeze, reopened, view
from tests.pages.reader import open_page, read
from tests.workbooks import REVIEW, Edit, copy, edit, run


@dataclass(frozen=True)
class History:
    """A warehouse with a frozen build, and what that build said on the day."""

    warehouse: Path
    number: str
    build: Path
    figures: dict[str, bytes]
    seen: dict[str, str]
    files: dict[str, bytes]


def more_households(number: int) -> Edit:
    """A change of one cell: a hamlet with more households than were counted."""

    def change(book: Workbook) -> None:
        book["Biểu 1 Tổng hợp"].cell(13, 3).value += number

    return change


def figures() -> dict[str, Figure]:
    """Every figure of the live build."""
    of = view()
    return dict(every_figure(of.data, of.territory, of.year))


def as_bytes(found: dict[str, Figure]) -> dict[str, bytes]:
    """Figures as bytes: the value to the last digit, and all that is said beside it."""
    return {key: repr(says(figure)).encode() for key, figure in found.items()}


def content(folder: Path) -> dict[str, bytes]:
    """The bytes of every file of a build."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def history(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> History:
    """A state that was frozen, after which three more builds were published."""
    folder = tmp_path_factory.mktemp("history")
    os.environ[state.STATE] = str(folder / "state")
    os.environ[load.WAREHOUSE] = str(folder / "warehouse")
    own, warehouse = copy(inbox, folder), folder / "warehouse"
    assert run(own, folder).report["exit"] == 0
    decide("Xem lại tổng số hộ", "households/29221/2025")
    seen = read(open_page("meeting", warehouse, lang="vi")).values
    before, number = as_bytes(figures()), freeze()
    build = warehouse / "builds" / str(current(warehouse))
    files, long_ago = content(build), time.time() - 10 * 24 * 3600
    os.utime(build, (long_ago, long_ago))
    for more in (1, 2, 3):
        edit(own / REVIEW, more_households(more))
        assert run(own, folder).report["exit"] in (0, 10)
    return History(warehouse, number, build, before, seen, files)


@pytest.fixture(autouse=True)
def office(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    """The dashboard serves that history."""
    monkeypatch.setenv(state.STATE, str(history.warehouse.parent / "state"))
    monkeypatch.setenv(load.WAREHOUSE, str(history.warehouse))


def test_three_later_builds_have_other_figures(history: History) -> None:
    assert len(list((history.warehouse / "builds").iterdir())) == 4
    assert figures()["households/29221/2025"].value == 4812 + 1 + 2 + 3
    assert as_bytes(figures()) != history.figures


def test_a_frozen_state_reopened_after_three_later_builds_shows_equal_bytes(
    history: History,
) -> None:
    found = reopened(history.number)
    assert found.view is not None
    assert found.view.data.build == history.build.name
    assert found.drifted == 0
    assert as_bytes(dict(found.figures)) == history.figures
    assert content(history.build) == history.files
    page = read(open_page("meeting", history.warehouse, lang="vi", meeting=history.number))
    assert "đúng như lúc chốt" in page.shown
    assert {key: page.values[key] for key in history.seen} == history.seen
    listed = {key: raw(figure) for key, figure in found.figures.items()}
    assert {key: page.values[key] for key in listed} == listed


def test_the_next_meeting_says_how_many_figures_changed_and_what_became_of_its_decision(
    history: History,
) -> None:
    shown = read(open_page("meeting", history.warehouse, lang="vi")).shown
    now = as_bytes(figures())
    differ = [key for key, said in history.figures.items() if now[key] != said]
    told = re.search(r"(\d+) con số của năm 2025 khác với lúc chốt", shown)
    assert told
    assert int(told[1]) == len(differ) > 3
    whole = open_page(
        "quality", history.warehouse, lang="vi", year="2025", older=history.build.name
    )
    assert say(
        "vi", "versions.differ", number=len(differ), year=2025, older=history.build.name
    ) in (read(whole).shown)
    for words in ("4.812 hộ", "4.818 hộ", "+6 hộ"):
        assert words in shown
    changed = since(live(view(), HELD), reopened(history.number)).changed or ()
    sizes = [
        size(c.before, c.after) for c in changed if c.after and c.after.how is not How.DIFFERENCE
    ]
    assert len(sizes) > 3
    assert sizes == sorted(sizes, reverse=True)
    assert changed[-1].figure.how is How.DIFFERENCE


def size(before: Figure | None, after: Figure) -> float:
    """How large a change is beside the figure itself."""
    assert before
    values = [float(figure.value or 0) for figure in (before, after)]
    return round(abs(values[1] - values[0]) / max(map(abs, values)), 12)


def test_without_its_build_a_meeting_still_shows_what_was_written_down(history: History) -> None:
    aside = history.warehouse / "aside"
    history.build.rename(aside)
    try:
        gone = reopened(history.number)
        page = read(open_page("meeting", history.warehouse, lang="vi", meeting=history.number))
        now = live(view(), HELD)
        changed = since(now, gone).changed
    finally:
        aside.rename(history.build)
    assert gone.view is None
    assert as_bytes(dict(gone.figures)) == history.figures
    assert "không còn nguyên vẹn" in page.shown
    assert "1,06% (51/4.812)" in page.shown
    assert changed
    assert len(changed) == len(since(now, reopened(history.number)).changed or ())


def test_a_build_that_is_not_whole_is_not_shown_as_what_was_frozen(history: History) -> None:
    file = history.build / "public" / "review_summary.parquet"
    whole = file.read_bytes()
    try:
        file.write_bytes(whole[:-1] + b"x")
        assert reopened(history.number).view is None
    finally:
        file.write_bytes(whole)
    assert reopened(history.number).view is not None
