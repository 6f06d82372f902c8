"""A workbook that Excel locked with its own password opens as if it were not; another one is refused."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.read import read_workbook
from etl.read.locked import DEFAULT
from tests.formats.books import BOOKS
from tests.formats.locks import lock_ods, lock_xls, lock_xlsx
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


MIMETYPE, MANIFEST = "mimetype", "META-INF/manifest.xml"


def _label(name: str, content: bytes | None) -> Callable[[Path], None]:
    """Write a label otherwise, or leave it out."""

    def change(path: Path) -> None:
        with zipfile.ZipFile(path) as old:
            parts = {part: old.read(part) for part in old.namelist()} | {name: content or b""}
        with zipfile.ZipFile(path, "w") as new:
            for part, held in parts.items():
                if part != name or content is not None:
                    new.writestr(part, held)

    return change


def _cut(path: Path) -> None:
    """End the manifest before it says that anything is locked."""
    with zipfile.ZipFile(path) as archive:
        manifest = archive.read(MANIFEST)
    _label(MANIFEST, manifest[: manifest.index(b"content.xml")])(path)


def _rot(name: str) -> Callable[[Path], None]:
    """Strike a byte of a label, so that its check sum is wrong."""

    def change(path: Path) -> None:
        content = bytearray(path.read_bytes())
        with zipfile.ZipFile(path) as archive:
            start = archive.getinfo(name).header_offset + 30 + len(name)
        content[start + 5] ^= 0xFF
        path.write_bytes(bytes(content))

    return change


@pytest.mark.parametrize("damage", [
    lambda _: None, _cut, _rot(MIMETYPE), _rot(MANIFEST), _label(MIMETYPE, b"x"),
    _label(MIMETYPE, None), _label(MANIFEST, None), _label(MANIFEST, b"<manifest"),
], ids=["sound", "cut", "rotten type", "rotten manifest", "other type", "no type", "no manifest", "stub"],
)  # fmt: skip
def test_a_locked_ods_is_refused_for_its_password_whatever_its_labels_say(
    damage: Callable[[Path], None], tmp_path: Path
) -> None:
    for name in BOOKS:
        path = write(name, ".ods", tmp_path)
        lock_ods(path, "mật khẩu khác")
        damage(path)
        assert read_workbook(path).refused == "file.password"


def test_an_ods_that_is_locked_in_one_piece_is_refused_for_its_password(tmp_path: Path) -> None:
    path = tmp_path / "khóa.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(MIMETYPE, "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("encrypted-package", bytes(range(256)))
    assert read_workbook(path).refused == "file.password"


def test_an_ods_that_is_only_damaged_is_not_said_to_be_locked(tmp_path: Path) -> None:
    path = write(next(iter(BOOKS)), ".ods", tmp_path)
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml")
    for held in (content[:-40], content.replace("ấp".encode(), b"\xff"), b"", b"content"):
        _label("content.xml", held)(path)
        assert read_workbook(path).refused == "file.damaged"


def test_what_is_inside_a_lock_is_looked_at_as_closely_as_any_other_file(tmp_path: Path) -> None:
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
