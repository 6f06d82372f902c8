"""Inbox or made-up sample -> the live build."""

from __future__ import annotations

import json
from pathlib import Path

from launch.base import DATA, USAGE, Failure, run, say

INBOX, SAMPLE, WAREHOUSE = DATA / "inbox", DATA / "sample", DATA / "warehouse"
NOT_PUBLISHED = 30


def has_workbooks(folder: Path) -> bool:
    """Whether somebody put a file into the folder; what was replaced lies after a dot and does not count."""
    return folder.is_dir() and any(
        path.is_file() and not any(p.startswith(".") for p in path.relative_to(folder).parts)
        for path in folder.rglob("*")
    )


def live_is_real(warehouse: Path) -> bool:
    """Whether the live build is made of real workbooks."""
    try:
        build = json.loads((warehouse / "CURRENT").read_text(encoding="utf-8"))["build"]
        manifest = json.loads(
            (warehouse / "builds" / build / "manifest.json").read_text(encoding="utf-8")
        )
    except (OSError, ValueError, KeyError):
        return False
    return not manifest.get("illustrative", True)


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
