"""Inbox or made-up sample -> the live build."""

from __future__ import annotations

import json
from pathlib import Path

from launch.base import DATA, USAGE, Failure, run, say

INBOX, SAMPLE, WAREHOUSE = DATA / "inbox", DATA / "sample", DATA / "warehouse"
NOT_PUBLISHED = 30
#: What is a workbook, as the reader decides it (etl/read/inbox.py).
SUFFIXES = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv"}
MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
OTHER = {".docx", ".pptx", ".doc", ".ppt", ".zip", ".msg", ".odt", ".odp", ".jar", ".part", ".tmp"}
OF_THE_SYSTEM = {"thumbs.db", "ehthumbs.db", "desktop.ini"}


def has_workbooks(folder: Path) -> bool:
    """Whether somebody put a workbook into the folder; another file makes it no fuller."""
    return any(map(is_workbook, _files(folder)))


def is_workbook(path: Path) -> bool:
    """By its name, else by how it begins; what cannot be opened is left for the reader to judge."""
    suffix = path.suffix.casefold()
    if suffix in SUFFIXES or suffix in OTHER:
        return suffix in SUFFIXES
    try:
        with path.open("rb") as file:
            return file.read(4) in MAGIC
    except OSError:
        return True


def _files(folder: Path) -> list[Path]:
    """What people put there. What was replaced lies after a dot and does not count, nor does what a
    system keeps there, or the mark of a file that is open."""
    return [
        path
        for path in sorted(folder.rglob("*") if folder.is_dir() else ())
        if path.is_file()
        and path.name.casefold() not in OF_THE_SYSTEM
        and not any(p.startswith((".", "~$")) for p in path.relative_to(folder).parts)
    ]


def live_is_real(warehouse: Path) -> bool:
    """Whether the live build is made of real workbooks; where nobody can read that, whether any build is."""
    try:
        live = json.loads((warehouse / "CURRENT").read_text(encoding="utf-8"))["build"]
        made_up = _is_made_up(warehouse / "builds" / live)
    except (OSError, ValueError, KeyError, TypeError):
        made_up = None
    if made_up is None:
        return any(_is_made_up(path) is False for path in (warehouse / "builds").glob("*"))
    return not made_up


def _is_made_up(build: Path) -> bool | None:
    """What a build says of itself; None where it says nothing."""
    try:
        return bool(json.loads((build / "manifest.json").read_text("utf-8"))["illustrative"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def build() -> None:
    """From the inbox when it holds workbooks, else from the sample; never the sample over real data."""
    say("3/3 Đang nạp số liệu …")
    others = [path.name for path in _files(INBOX) if not is_workbook(path)]
    if others:
        say(f"Trong data/inbox có tệp không phải bảng tính, được bỏ qua: {', '.join(others)}.")
    if has_workbooks(INBOX):
        code = run("-m", "etl", "build", "--keep-older")
    elif live_is_real(WAREHOUSE):
        say("Trong data/inbox chưa có biểu mẫu nào: giữ bộ số liệu thật đã nạp.")
        return
    else:
        if not has_workbooks(SAMPLE):
            run("-m", "etl", "sample", str(SAMPLE))
        code = run("-m", "etl", "build", "--inbox", str(SAMPLE), "--keep-older")
    if code == NOT_PUBLISHED:
        say("Số liệu mới chưa được dùng vì các lỗi trên; bộ số liệu cũ vẫn giữ nguyên.")
    elif code >= USAGE:
        raise Failure(f"Không nạp được số liệu (mã {code}).", code)
