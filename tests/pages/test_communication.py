"""Communication: its lists tell of themselves, with a review or without one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import published
from tests.pages.reader import open_page, read


@pytest.fixture(scope="module")
def unreviewed(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up commune before any review was read."""
    folder = tmp_path_factory.mktemp("unreviewed")
    (folder / "inbox").mkdir()
    for file in inbox.glob("*.xlsx"):
        if not file.name.startswith("Rà soát"):
            shutil.copy(file, folder / "inbox")
    return published(folder / "inbox", folder)


def test_the_lists_are_shown_of_their_latest_year_where_no_review_was_read(
    unreviewed: Path, sample: Path
) -> None:
    without, reviewed = (
        read(open_page("communication", there, lang="vi")) for there in (unreviewed, sample)
    )
    assert "Chưa có kết quả rà soát" not in without.shown
    assert without.values["checks/29221/2025"] == reviewed.values["checks/29221/2025"] == "12"
    assert without.values.keys() == reviewed.values.keys()
    assert "Thông báo niêm yết" not in without.shown, "there is no result to hang"


def test_where_nothing_was_read_the_page_says_so(empty: Path) -> None:
    assert not read(open_page("communication", empty, lang="vi")).values
