"""Dropped files: their names, their place in the inbox, and the way back."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from dashboard import received
from dashboard.received import REPLACED, Desk, clean_name, put_back, put_in, take_out
from etl.read import list_inbox

NAME = "Rà soát 2025.xlsx"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def dropped(folder: Path, content: str = "mới", name: str = NAME) -> Path:
    path = folder / "desk" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("given", "name"),
    [
        (NAME, NAME),
        (unicodedata.normalize("NFD", NAME), NAME),
        ("../../etc/Rà soát.xlsx", "Rà soát.xlsx"),
        (r"C:\Users\mau\Rà soát.XLSX", "Rà soát.XLSX"),
        ("..\\..\\.hidden.xls", "hidden.xls"),
        ('a<b>:"|?*`.ods', "a_b_______.ods"),
        ("dòng\nmới.csv", "dòng_mới.csv"),
        ("x" * 300 + ".xlsb", "x" * 120 + ".xlsb"),
        ("~$Rà soát.xlsx", ""),
        ("báo cáo.pdf", ""),
        (".xlsx", ""),
        ("", ""),
    ],
)
def test_a_name_keeps_no_folder_and_nothing_that_a_system_cannot_write(
    given: str, name: str
) -> None:
    assert clean_name(given) == name


def test_a_new_file_goes_in_and_comes_out_again(inbox: Path, tmp_path: Path) -> None:
    placed = put_in(dropped(tmp_path), inbox)
    assert (inbox / NAME).read_text("utf-8") == "mới"
    assert placed
    put_back(placed)
    assert list_inbox(inbox) == []


def test_what_stood_there_is_kept_where_the_reader_does_not_look(
    inbox: Path, tmp_path: Path
) -> None:
    (inbox / NAME).write_text("cũ", encoding="utf-8")
    placed = put_in(dropped(tmp_path), inbox)
    assert [path.name for path in list_inbox(inbox)] == [NAME]
    (kept,) = (inbox / REPLACED).iterdir()
    assert kept.read_text("utf-8") == "cũ"
    assert kept.name.startswith("Rà soát 2025 (trước 20")
    assert placed
    put_back(placed)
    assert (inbox / NAME).read_text("utf-8") == "cũ"
    assert list((inbox / REPLACED).iterdir()) == []


def test_the_same_content_is_not_put_in_again(inbox: Path, tmp_path: Path) -> None:
    (inbox / NAME).write_text("mới", encoding="utf-8")
    assert put_in(dropped(tmp_path), inbox) is None
    assert not (inbox / REPLACED).exists()


def test_two_versions_in_one_second_are_both_kept(inbox: Path, tmp_path: Path) -> None:
    for content in ("một", "hai", "ba"):
        put_in(dropped(tmp_path, content), inbox)
    kept = {path.read_text("utf-8") for path in (inbox / REPLACED).iterdir()}
    assert kept == {"một", "hai"}


def test_a_file_in_a_folder_of_the_inbox_is_replaced_where_it_stands(
    inbox: Path, tmp_path: Path
) -> None:
    old = inbox / "2025" / unicodedata.normalize("NFD", NAME)
    old.parent.mkdir()
    old.write_text("cũ", encoding="utf-8")
    put_in(dropped(tmp_path), inbox)
    assert old.read_text("utf-8") == "mới"
    assert len(list_inbox(inbox)) == 1


def test_a_superseded_file_is_kept_aside(inbox: Path) -> None:
    (inbox / NAME).write_text("cũ", encoding="utf-8")
    take_out(NAME, inbox)
    take_out("không có.xlsx", inbox)
    assert list_inbox(inbox) == []
    assert len(list((inbox / REPLACED).iterdir())) == 1


def test_a_file_that_cannot_be_written_leaves_the_inbox_as_it_was(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / NAME).write_text("cũ", encoding="utf-8")

    def full(source: Path, target: Path, **_how: bool) -> None:
        Path(target).write_text("nửa", encoding="utf-8")
        raise OSError(28, f"no space for {source}")

    monkeypatch.setattr(received.shutil, "copyfile", full)
    with pytest.raises(OSError, match="no space"):
        put_in(dropped(tmp_path), inbox)
    assert (inbox / NAME).read_text("utf-8") == "cũ"
    assert [path.name for path in list_inbox(inbox)] == [NAME]


def test_a_desk_goes_with_its_visitor(tmp_path: Path) -> None:
    desk = Desk()
    path = desk.lay(NAME, b"rows of households")
    assert desk.lay(NAME, b"rows of households") == path
    assert desk.lay(NAME, b"other rows") != path
    folder = desk.folder
    assert not folder.is_relative_to(tmp_path / "inbox")
    desk.clear()
    assert not folder.exists()


def test_a_desk_of_a_dead_server_is_swept_and_that_of_a_living_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(received.tempfile, "tempdir", str(tmp_path))
    dead = tmp_path / f"{received.PREFIX}999999999-abc"
    dead.mkdir()
    first, second = Desk(), Desk()
    assert not dead.exists()
    assert first.folder.exists()
    assert second.folder.exists()


def test_a_file_is_shown_beside_the_others_of_the_inbox(inbox: Path) -> None:
    (inbox / NAME).write_text("cũ", encoding="utf-8")
    (inbox / "Địa bàn.xlsx").write_text("ấp", encoding="utf-8")
    desk = Desk()
    path = desk.beside(desk.lay(NAME, b"new"), inbox)
    assert sorted(p.name for p in path.parent.iterdir()) == [NAME, "Địa bàn.xlsx"]
    assert path.read_bytes() == b"new"
