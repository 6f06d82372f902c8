"""A workbook that Excel locked with its own password opens as if it were not; another one is refused."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.read import read_workbook
from etl.read.locked import DEFAULT
from tests.formats.books import BOOKS
from tests.formats.locks import lock_xls, lock_xlsx
from tests.formats.write import write

KINDS = pytest.mark.parametrize(("suffix", "lock"), [(".xlsx", lock_xlsx), (".xls", lock_xls)])
Lock = Callable[[Path, str], None]


@KINDS
@pytest.mark.parametrize("name", BOOKS)
def test_what_excel_locks_by_itself_is_read_as_if_it_were_open(
    name: str, suffix: str, lock: Lock, tmp_path: Path
) -> None:
    path = write(name, suffix, tmp_path)
    expected = read_workbook(path)
    before = path.read_bytes()
    lock(path, DEFAULT)
    found = read_workbook(path)
    assert path.read_bytes() != before
    assert (found.refused, found.warnings) == ("", ())
    assert found.sheets == expected.sheets


@KINDS
@pytest.mark.parametrize("name", BOOKS)
def test_a_password_that_somebody_chose_refuses_the_file_with_the_reason(
    name: str, suffix: str, lock: Lock, tmp_path: Path
) -> None:
    path = write(name, suffix, tmp_path)
    lock(path, "mật khẩu khác")
    assert read_workbook(path).refused == "file.password"


def test_what_is_inside_a_lock_is_looked_at_as_closely_as_any_other_file(tmp_path: Path) -> None:
    import zipfile

    path = write(next(iter(BOOKS)), ".xlsx", tmp_path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.bin", bytes(60 * 2**20))
    lock_xlsx(path, DEFAULT)
    assert read_workbook(path).refused == "file.bomb"


def test_an_open_workbook_does_not_load_what_opens_locks(tmp_path: Path) -> None:
    paths = [str(write(name, suffix, tmp_path)) for name in BOOKS for suffix in (".xlsx", ".xls")]
    code = (
        "import sys; from pathlib import Path; from etl.read.child import read\n"
        "[read(Path(p)) for p in sys.argv[1:]]\n"
        "assert not {'msoffcrypto', 'cryptography'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, *paths], check=True)
