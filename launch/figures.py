"""Inbox or made-up sample -> the live build."""

from __future__ import annotations

import json
from pathlib import Path

from launch.base import DATA, USAGE, Failure, run, say

INBOX, SAMPLE, WAREHOUSE = DATA / "inbox", DATA / "sample", DATA / "warehouse"
NOT_PUBLISHED = 30
OF_THE_SYSTEM = ("thumbs.db", "ehthumbs.db", "desktop.ini")  # as the reader leaves them out


def has_workbooks(folder: Path) -> bool:
    """Whether somebody put a file into the folder. What was replaced lies after a dot and does not count, nor
    does what a system keeps there, or the mark of a file that is open."""
    return folder.is_dir() and any(
        path.is_file()
        and path.name.casefold() not in OF_THE_SYSTEM
        and not any(p.startswith((".", "~$")) for p in path.relative_to(folder).parts)
        for path in folder.rglob("*")
    )


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
    if has_workbooks(INBOX):
        code = run("-m", "etl", "build", "--keep-older")
    elif live_is_real(WAREHOUSE):
        say("Thư mục data/inbox đang trống: giữ bộ số liệu thật đã nạp.")
        return
    else:
        if not has_workbooks(SAMPLE):
            run("-m", "etl", "sample", str(SAMPLE))
        code = run("-m", "etl", "build", "--inbox", str(SAMPLE), "--keep-older")
    if code == NOT_PUBLISHED:
        say("Số liệu mới chưa được dùng vì các lỗi trên; bộ số liệu cũ vẫn giữ nguyên.")
    elif code >= USAGE:
        raise Failure(f"Không nạp được số liệu (mã {code}).", code)
