"""A regular review in the year is a review of its own: it mixes with no annual figure."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from openpyxl.workbook import Workbook

from etl.publish import current
from tests.workbooks import REVIEW, copy, edit, rules, run


@pytest.fixture(scope="module")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reviews of two years and the list of places."""
    from etl.sample import write_sample

    folder = tmp_path_factory.mktemp("regular")
    write_sample(folder / "all", from_year=2024)
    (folder / "inbox").mkdir()
    for path in (folder / "all").glob("*.xlsx"):
        if path.name.startswith(("Rà soát", "Danh mục")):
            path.rename(folder / "inbox" / path.name)
    return folder / "inbox"


def regular(inbox: Path, day: str, name: str, *, lists: bool = True) -> Path:
    """The annual workbook told as a regular review of a day; its lists may be left out."""
    path = inbox / name
    path.write_bytes((inbox / REVIEW).read_bytes())

    def change(book: Workbook) -> None:
        for page in list(book.worksheets):
            if page.title.startswith("DS") and not lists:
                del book[page.title]
                continue
            for row in page.iter_rows(max_row=9):
                for cell in row:
                    text = cell.value if isinstance(cell.value, str) else ""
                    if "Thời điểm rà soát" in text:
                        head, _, tail = text.partition("Thời điểm rà soát: ")
                        cell.value = f"{head}Thời điểm rà soát: {day}{tail[10:]}"
                    elif "RÀ SOÁT" in text or "DIỄN BIẾN" in text:
                        cell.value = f"RÀ SOÁT THƯỜNG XUYÊN - {text}"

    edit(path, change)
    return path


def rows(folder: Path, name: str) -> list[dict[str, object]]:
    path = folder / "warehouse" / "builds" / str(current(folder / "warehouse"))
    zone = "restricted" if name.startswith("household") else "public"
    found: list[dict[str, object]] = pq.read_table(path / zone / f"{name}.parquet").to_pylist()
    return found


def test_two_reviews_in_one_year_are_two_reviews(two_years: Path, tmp_path: Path) -> None:
    mine = copy(two_years, tmp_path)
    regular(mine, "30/09/2025", "Thường xuyên quý 3.xlsx")
    outcome = run(mine, tmp_path)
    assert (outcome.report["exit"], rules(outcome)) == (0, set())
    summary = [r for r in rows(tmp_path, "review_summary") if r["review_year"] == 2025]
    kinds = {(r["review_round"], str(r["review_date"])) for r in summary}
    assert len(kinds) == 2
    assert ("regular", "2025-09-30") in kinds
    sizes = [sum(r["review_round"] == k for r in summary) for k in ("annual", "regular")]
    assert sizes[0] == sizes[1] > 0
    households = rows(tmp_path, "household_review")
    keys = [(r["household_id"], r["review_round"], str(r["review_date"])) for r in households]
    assert len(keys) == len(set(keys))


def test_a_regular_review_may_do_without_complete_lists(two_years: Path, tmp_path: Path) -> None:
    mine = copy(two_years, tmp_path)
    regular(mine, "30/09/2025", "Thường xuyên quý 3.xlsx", lists=False)
    outcome = run(mine, tmp_path)
    assert (outcome.report["exit"], rules(outcome)) == (0, set())


def test_a_regular_review_opens_with_the_last_closing_before_it(
    two_years: Path, tmp_path: Path
) -> None:
    mine = copy(two_years, tmp_path)
    path = regular(mine, "30/09/2025", "Thường xuyên quý 3.xlsx", lists=False)

    def spoil(book: Workbook) -> None:
        page = book["Biểu 2 Diễn biến hộ nghèo"]
        row = next(r for r in range(10, page.max_row) if str(page.cell(r, 1).value) == "1")
        page.cell(row, 4).value += 1
        page.cell(row, 7).value += 1

    edit(path, spoil)
    found = [f for f in run(mine, tmp_path).findings if f.rule == "movement.opening"]
    assert [f.file for f in found] == [path.name]


def test_two_workbooks_for_one_regular_review_need_a_word(two_years: Path, tmp_path: Path) -> None:
    mine = copy(two_years, tmp_path)
    regular(mine, "30/09/2025", "Thường xuyên quý 3.xlsx", lists=False)
    second = regular(mine, "30/09/2025", "Thường xuyên quý 3 bản sửa.xlsx", lists=False)
    edit(second, lambda book: book.worksheets[0].__setitem__("A1", "ỦY BAN NHÂN DÂN (bản sửa)"))
    assert run(mine, tmp_path).report["exit"] == 30
    assert run(mine, tmp_path, supersede=second.name).report["exit"] == 0
    third = regular(mine, "31/10/2025", "Thường xuyên tháng 10.xlsx", lists=False)
    assert third.exists()
    assert run(mine, tmp_path, supersede=second.name).report["exit"] in (0, 10)
