"""`--supersede FILE`: the reviews in FILE replace those of other workbooks."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from etl.findings import finding
from etl.gather import Gathered
from etl.tidy import TidySheet


def _review(sheet: TidySheet) -> tuple[Any, ...]:
    info = sheet.info
    moment = info.date if info.round == "regular" else info.year
    return info.commune_code or info.commune_name, moment, info.round


def supersede(gathered: Gathered, name: str) -> None:
    """Take out the review sheets of other files whose review stands in the named file."""
    if not name:
        return
    wanted = PurePath(name).name
    ours = [s for s in gathered.sheets if PurePath(s.file).name == wanted]
    reviews = {_review(s) for s in ours if s.form.info == "review"}
    replaced = {
        s.file
        for s in gathered.sheets
        if s.form.info == "review" and _review(s) in reviews and PurePath(s.file).name != wanted
    }
    for file in sorted(replaced):
        gathered.sheets = [s for s in gathered.sheets if s.file != file or s.form.info != "review"]
        if not any(s.file == file for s in gathered.sheets):
            gathered.status[file] = ("skipped", "file.superseded")
        gathered.findings.append(finding("note", "file.superseded", file, found=ours[0].file))
