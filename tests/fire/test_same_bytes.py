"""The same workbooks give the same build and the same bytes, whatever surrounds them."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from etl.publish import current
from tests import workbooks
from tests.fire import scene
from tests.workbooks import REVIEW


def spoil(path: Path) -> None:
    """Doubts of several kinds, so that the order of findings is seen too."""
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook

    def change(book: Workbook) -> None:
        page = book["DS hộ nghèo"]
        row, _ = workbooks.cell_of(page, "Số CCCD")
        for number in range(row + 3, row + 30):
            cell = page.cell(number, 3 + number % 9)
            if isinstance(cell, Cell) and cell.value is not None:
                cell.value = "12/13/14 ?"

    workbooks.edit(path, change)


@pytest.fixture(scope="module")
def doubtful(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an inbox that raises doubts, and the state with its key."""
    folder = tmp_path_factory.mktemp("same")
    scene.inboxes(folder, review=True)
    spoil(folder / "new" / REVIEW)
    done = scene.run(scene.command(folder / "new", folder))
    assert done.returncode == 10, done.stderr
    return folder


def hashes(warehouse: Path) -> dict[str, str]:
    folder = warehouse / "builds" / str(current(warehouse))
    found = {"build": folder.name}
    for path in sorted(folder.rglob("*.*")):
        name = path.relative_to(folder).as_posix()
        found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


AROUND = {
    "another hash seed": ({"PYTHONHASHSEED": "1"}, ["--workers", "2"]),
    "another hash seed, one worker": ({"PYTHONHASHSEED": "4242"}, ["--workers", "1"]),
    "another time zone": ({"TZ": "Pacific/Kiritimati"}, []),
    "another language of the system": ({"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"}, []),
    "another language of the program": ({"TH_LANG": "id", "LC_ALL": "tr_TR.UTF-8"}, ["--json"]),
}


@pytest.mark.parametrize("name", AROUND)
def test_what_surrounds_a_build_does_not_change_a_byte(
    name: str, doubtful: Path, tmp_path: Path
) -> None:
    environment, more = AROUND[name]
    state = Path(shutil.copytree(doubtful / "state", tmp_path / "state"))
    command = scene.command(doubtful / "new", tmp_path, *more)
    assert scene.run(command, **environment).returncode == 10
    assert hashes(tmp_path / "warehouse") == hashes(doubtful / "warehouse")
    assert state.is_dir()


def test_where_the_inbox_lies_and_how_it_is_named_does_not_change_a_byte(
    doubtful: Path, tmp_path: Path
) -> None:
    shutil.copytree(doubtful / "state", tmp_path / "state")
    (tmp_path / "hộp thư").mkdir()
    for path in sorted((doubtful / "new").iterdir(), reverse=True):
        shutil.copyfile(path, tmp_path / "hộp thư" / path.name)
    command = scene.command(Path("hộp thư"), Path())
    assert scene.run(command, tmp_path).returncode == 10
    assert hashes(tmp_path / "warehouse") == hashes(doubtful / "warehouse")


def test_the_doubts_are_many_enough_to_come_in_another_order(doubtful: Path) -> None:
    import pyarrow.parquet as pq

    build = doubtful / "warehouse" / "builds" / str(current(doubtful / "warehouse"))
    assert pq.read_table(build / "findings.parquet").num_rows > 10
