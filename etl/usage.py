"""The options of `build` -> why they cannot be meant: an order that nobody can follow is not passed over."""

from __future__ import annotations

import argparse
from pathlib import Path, PurePath

from catalog.spelling import clean
from etl.findings import Exit
from etl.read import list_inbox
from etl.trouble import say, told


def wrong_usage(asked: argparse.Namespace) -> int | None:
    """Exit code 40 once it was said what is wrong; None when nothing is. OSError."""
    if asked.dask:
        say("--dask: phiên bản này chưa có; dùng --workers N.")
        return int(Exit.USAGE)
    if not asked.inbox.is_dir():
        say(f"{asked.inbox}: không có thư mục này. Tạo thư mục và chép tệp vào đó.")
        return int(Exit.USAGE)
    if asked.accept and not asked.accept.strip():
        return told(Exit.USAGE, "no_reason", asked.lang)
    for name in asked.supersede:
        if not _is_in(asked.inbox, name):
            return told(Exit.USAGE, "no_successor", asked.lang, name, str(asked.inbox))
    if asked.corrections and not asked.corrections.is_file():
        return told(Exit.USAGE, "no_corrections", asked.lang, str(asked.corrections))
    return None


def _is_in(inbox: Path, name: str) -> bool:
    """Whether the inbox holds a workbook of that name, in whatever spelling of its marks."""
    return clean(PurePath(name).name) in {clean(path.name) for path in list_inbox(inbox)}
