"""What start.py would run and where, on the three systems; what it keeps; what it says when it cannot."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

import start
from etl.read import inbox, list_inbox
from launch import base, figures, keep, packages, server

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("system", "parts"),
    [("nt", ("Scripts", "python.exe")), ("posix", ("bin", "python"))],
)
def test_the_interpreter_lies_where_each_system_puts_it(
    system: str, parts: tuple[str, str]
) -> None:
    for flavour in (PurePosixPath, PureWindowsPath):
        venv = flavour("folder with space") / ".venv"
        assert base.python_of(venv, system).parts[-2:] == parts  # type: ignore[arg-type]


def test_packages_are_installed_by_hash_and_offline_when_asked(tmp_path: Path) -> None:
    python = Path("C:/Thạnh Hải/.venv/Scripts/python.exe")
    online = packages.install_command(python, Path("requirements.txt"), None)
    offline = packages.install_command(python, Path("requirements.txt"), tmp_path)
    assert online[:4] == [str(python), "-m", "pip", "install"]
    assert "--require-hashes" in online
    assert "--no-index" not in online
    assert offline[offline.index("--find-links") + 1] == str(tmp_path)
    assert "--no-index" in offline


def test_every_command_is_a_list_of_words_and_none_needs_a_shell() -> None:
    for path in [ROOT / "start.py", *(ROOT / "launch").glob("*.py")]:
        text = path.read_text(encoding="utf-8")
        assert "shell=" not in text
        assert "os.system" not in text


def test_the_lock_has_a_hash_for_every_package_and_files_for_three_systems() -> None:
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    blocks = lock.split("\n")
    names = [line for line in blocks if line and not line.startswith((" ", "#"))]
    assert len(names) > 20
    assert all("==" in line and line.endswith("\\") for line in names)
    assert any("sys_platform == 'win32'" in line for line in names)


def test_every_direct_package_has_its_reason_in_a_decision() -> None:
    direct = [
        line.strip().split(">")[0].split("=")[0]
        for line in (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    reasons = "\n".join(p.read_text("utf-8") for p in (ROOT / "docs" / "decisions").glob("*.md"))
    assert direct
    for name in direct:
        assert f"`{name}`" in reasons, name


@pytest.mark.parametrize(
    ("words", "code"),
    [(["nonsense"], 40), (["backup"], 40), (["restore"], 40), (["--nonsense"], 40)],
)
def test_wrong_usage_ends_with_40(
    words: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        start.arguments(words)
    assert ended.value.code == code
    assert capsys.readouterr().err


def test_the_words_of_test_go_to_pytest() -> None:
    options = start.arguments(["test", "tests/unit", "-k", "words"])
    assert options.rest == ["tests/unit", "-k", "words"]


def test_a_folder_without_wheels_is_said_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "is_ready", lambda: False)
    with pytest.raises(base.Failure) as failure:
        packages.set_up(tmp_path)
    assert failure.value.code == 40


def test_an_environment_of_another_lock_is_not_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = base.python_of(tmp_path)
    python.parent.mkdir(parents=True)
    python.touch()
    stamp = tmp_path / "installed.txt"
    monkeypatch.setattr(packages, "VENV", tmp_path)
    monkeypatch.setattr(packages, "STAMP", stamp)
    assert not packages.is_ready()
    stamp.write_text("another lock", encoding="utf-8")
    assert not packages.is_ready()
    stamp.write_text(packages.stamp(), encoding="utf-8")
    assert packages.is_ready()


def test_only_real_files_make_an_inbox_full(tmp_path: Path) -> None:
    assert not figures.has_workbooks(tmp_path / "nowhere")
    (tmp_path / ".gitkeep").touch()
    assert not figures.has_workbooks(tmp_path)
    for name in ("Thumbs.db", "desktop.ini", "~$Rà soát.xlsx"):
        (tmp_path / name).touch()
    assert not figures.has_workbooks(tmp_path), "nobody put these there"
    (tmp_path / "Rà soát.xlsx").touch()
    assert figures.has_workbooks(tmp_path)


@pytest.mark.parametrize(
    ("inbox", "live", "asked"),
    [
        (["Rà soát.xlsx"], False, [("etl", "build")]),
        ([], False, [("etl", "sample"), ("etl", "build", "--inbox")]),
        ([], True, []),
    ],
)
def test_the_sample_stands_in_only_until_there_is_something_real(
    inbox: list[str], live: bool, asked: list[tuple[str, ...]], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    ran: list[tuple[str, ...]] = []

    def run(*words: str) -> int:
        ran.append(words)
        return 0

    for name in inbox:
        (tmp_path / name).touch()
    monkeypatch.setattr(figures, "INBOX", tmp_path)
    monkeypatch.setattr(figures, "SAMPLE", tmp_path / "sample")
    monkeypatch.setattr(figures, "live_is_real", lambda _: live)
    monkeypatch.setattr(figures, "run", run)
    figures.build()
    assert [words[1 : 1 + len(want)] for words, want in zip(ran, asked, strict=True)] == asked


def test_what_fills_an_inbox_is_what_the_reader_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("readme.txt", "Công văn.docx", "Thumbs.db", "bieu.bak"):
        (tmp_path / name).write_bytes(b"PK\x03\x04" if name != "readme.txt" else b"Xin")
    (tmp_path / "bieu.bak").write_bytes(b"text")
    assert not figures.has_workbooks(tmp_path)
    assert list_inbox(tmp_path) == []
    monkeypatch.setattr(figures, "INBOX", tmp_path)
    monkeypatch.setattr(figures, "live_is_real", lambda _: True)
    figures.build()
    said = capsys.readouterr().err
    assert "readme.txt" in said
    assert "Công văn.docx" in said
    assert "Thumbs.db" not in said
    for name in ("a.CSV", "không đuôi"):
        (tmp_path / name).write_bytes(b"PK\x03\x04")
        assert figures.has_workbooks(tmp_path)
        assert [path.name for path in list_inbox(tmp_path)] == [name]
        (tmp_path / name).unlink()
    assert figures.SUFFIXES == inbox.SUFFIXES


def test_a_live_build_is_real_when_its_manifest_says_so(sample: Path, tmp_path: Path) -> None:
    assert not figures.live_is_real(sample)
    assert not figures.live_is_real(tmp_path)


@pytest.mark.parametrize(
    ("pointer", "manifests", "real"),
    [
        ('{"build": "0a"}', {"0a": '{"illustrative": false}'}, True),
        (
            '{"build": "0a"}',
            {"0a": '{"illustrative": true}', "0b": '{"illustrative": false}'},
            False,
        ),
        ("spoilt", {"0a": '{"illustrative": false}'}, True),
        ("[]", {"0a": '{"illustrative": false}', "0b": '{"illustrative": true}'}, True),
        ('{"build": "0b"}', {"0a": '{"illustrative": false}', "0b": "spoilt"}, True),
        ('{"build": "0a"}', {"0a": "spoilt"}, False),
        ("spoilt", {"0a": '{"illustrative": true}'}, False),
        (None, {}, False),
    ],
    ids=[
        "real",
        "made up",
        "no pointer",
        "a list",
        "no manifest",
        "nothing is known",
        "all made up",
        "nothing",
    ],
)
def test_a_damaged_warehouse_with_a_real_build_is_not_overlaid_by_the_sample(
    pointer: str | None, manifests: dict[str, str], real: bool, tmp_path: Path
) -> None:
    if pointer is not None:
        (tmp_path / "CURRENT").write_text(pointer, encoding="utf-8")
    for build, text in manifests.items():
        (tmp_path / "builds" / build).mkdir(parents=True)
        (tmp_path / "builds" / build / "manifest.json").write_text(text, encoding="utf-8")
    assert figures.live_is_real(tmp_path) is real


def test_a_taken_port_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind((server.ADDRESS, 0))
        taken.listen()
        monkeypatch.setattr(server, "PORT", taken.getsockname()[1])
        assert server.free_port() != taken.getsockname()[1]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a key, a database and a workbook."""
    data = tmp_path / "data"
    (data / "state").mkdir(parents=True)
    (data / "inbox").mkdir()
    (data / "state" / "key").write_bytes(b"secret")
    (data / "inbox" / "Rà soát.xlsx").write_bytes(b"workbook")
    with closing(sqlite3.connect(data / "state" / "minutes.sqlite")) as book, book:
        book.execute("create table decision (text)")
        book.execute("insert into decision values ('giao vốn')")
    monkeypatch.setattr(keep, "DATA", data)
    return data


def test_a_backup_comes_back_and_what_stood_there_is_kept(kept: Path, tmp_path: Path) -> None:
    out = tmp_path / "bản lưu.zip"
    assert keep.backup(out) == 0
    if os.name == "posix":
        assert out.stat().st_mode & 0o077 == 0
    (kept / "state" / "key").write_bytes(b"another")
    assert keep.restore(out) == 0
    assert (kept / "state" / "key").read_bytes() == b"secret"
    assert (kept / "inbox" / "Rà soát.xlsx").read_bytes() == b"workbook"
    with closing(sqlite3.connect(kept / "state" / "minutes.sqlite")) as book:
        assert book.execute("select text from decision").fetchall() == [("giao vốn",)]
    (before,) = kept.glob("before-*")
    assert (before / "state" / "key").read_bytes() == b"another"


def test_a_backup_that_cannot_be_written_leaves_the_one_before_and_no_half(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "b.zip"
    keep.backup(out)
    before = out.read_bytes()

    def full(_: Path) -> bytes:
        raise OSError(28, "No space left on device")

    assert kept
    monkeypatch.setattr(keep, "_content", full)
    with pytest.raises(OSError, match="No space"):
        keep.backup(out)
    assert [path.name for path in tmp_path.glob("b.zip*")] == ["b.zip"]
    assert out.read_bytes() == before


@pytest.mark.parametrize("name", ["../state/key", "/etc/passwd", "warehouse/x", "state/../../x"])
def test_a_strange_backup_changes_nothing(name: str, kept: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(bad, "w") as archive:
        archive.writestr(name, "x")
    with pytest.raises(base.Failure):
        keep.restore(bad)
    assert (kept / "state" / "key").read_bytes() == b"secret"


def content(data: Path) -> dict[str, bytes]:
    """What lies in its place, without what is kept aside, and the database, which is copied otherwise."""
    inside = {path.relative_to(data): path for path in data.rglob("*") if path.is_file()}
    return {
        name.as_posix(): path.read_bytes()
        for name, path in inside.items()
        if name.parts[0] in keep.KEPT and name.suffix != ".sqlite"
    }


def test_what_came_after_a_backup_goes_aside_when_it_is_restored(
    kept: Path, tmp_path: Path
) -> None:
    keep.backup(tmp_path / "b.zip")
    before = content(kept)
    (kept / "corrections.toml").write_text("later", encoding="utf-8")
    (kept / "inbox" / "Tệp sau.xlsx").write_bytes(b"later")
    keep.restore(tmp_path / "b.zip")
    assert content(kept) == before
    (aside,) = kept.glob("before-*")
    assert (aside / "corrections.toml").read_text(encoding="utf-8") == "later"
    if os.name == "posix":
        own = [kept / "state", kept / "state" / "key", aside]
        assert [path.stat().st_mode & 0o077 for path in own] == [0, 0, 0]


@pytest.mark.parametrize("nth", range(1, 15))
def test_a_restore_that_is_stopped_is_finished_by_the_next_start(
    nth: int, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep.backup(tmp_path / "b.zip")
    backed = content(kept)
    (kept / "state" / "key").write_bytes(b"another")
    (kept / "links.toml").write_text("later", encoding="utf-8")
    now, steps = content(kept), iter(range(1, 100))

    def stopping(act: Callable[..., object]) -> Callable[..., object]:
        def step(*words: object, **more: object) -> object:
            if next(steps) == nth:
                raise KeyboardInterrupt
            return act(*words, **more)

        return step

    with monkeypatch.context() as patch:
        for name in ("replace", "rename", "unlink"):
            patch.setattr(Path, name, stopping(getattr(Path, name)))
        patch.setattr(shutil, "rmtree", stopping(shutil.rmtree))
        with contextlib.suppress(KeyboardInterrupt):
            keep.restore(tmp_path / "b.zip")
    keep.finish()
    assert content(kept) in ([now] if nth == 1 else [backed])
    assert not list(kept.glob(f"{keep.READY}*"))
    if nth > 1:
        (aside,) = kept.glob("before-*")
        assert (aside / "state" / "key").read_bytes() == b"another"
        assert (aside / "links.toml").exists()


def test_a_failure_is_one_sentence_and_no_traceback() -> None:
    ended = subprocess.run(
        [sys.executable, "start.py", "restore", "nowhere.zip"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ended.returncode == 60
    assert "Traceback" not in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_the_double_click_starters_only_call_start_py() -> None:
    raw = (ROOT / "start.bat").read_bytes()
    commands = [line for line in raw.decode().splitlines() if "start.py" in line]
    assert b"\r\n" in raw
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert len([line for line in commands if not line.startswith("rem")]) == 1
    assert "start.py" in (ROOT / "thanh-hai.desktop").read_text(encoding="utf-8")
