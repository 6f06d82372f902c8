"""Rows of a list that are a text alone -> the sections of hamlets, where the text is a hamlet's name."""

from __future__ import annotations

from etl.relate.places import Places
from etl.tidy import TidySheet


def take_lines(sheet: TidySheet, places: Places) -> None:
    """A line that names a hamlet is its section. Below another no household counts in the hamlet above.

    Only where it stands in a column of the table, or the sheet is about one hamlet, is it taken for
    something else that was lost: then the section above goes on.
    """
    if not sheet.lines and not sheet.quarantined:
        return
    info = sheet.info
    every = [*sheet.records, *sheet.set_aside, *sheet.printed]
    said = {row: line.text for row, line in sheet.lines.items()}
    said |= {r.section_row: r.section for r in every if r.section_row in sheet.quarantined}
    known = {r for r, text in said.items() if places.named(text, info.commune_code, info.date)}
    for row in known:
        sheet.take_section(row)
    every = [*sheet.records, *sheet.set_aside, *sheet.printed]
    proper = {r.section_row for r in every if r.section_row >= 0} - (sheet.lines.keys() - known)
    alone = bool(info.hamlet) and not proper
    unknown = {r for r in sheet.lines if r not in known and (alone or not sheet.lines[r].apart)}
    for record in every:
        while record.section_row in unknown:
            record.section, record.section_row = sheet.lines[record.section_row].before
