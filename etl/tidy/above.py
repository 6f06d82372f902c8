"""The rows above a table -> findings at the cells there that say nothing or cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.spelling import clean
from etl.choose import Choice
from etl.findings import Finding, finding
from etl.odd import DASHES, oddity
from etl.read import Sheet
from etl.read.cells import Fault, Value, address
from etl.tidy.info import cell_of_day


def check_above(file: str, sheet: Sheet, rows: int, choice: Choice | None) -> Iterator[Finding]:
    """A title, a line of information or a heading that was lost, at its cell: what follows may hang on it."""
    if choice:
        yield from _unread_day(file, sheet, choice)
    for row in range(min(rows, len(sheet.rows))):
        for column in sheet.filled(row):
            value = sheet.at(row, column)
            rule = _rule(value)
            if rule:
                shown = value.text if isinstance(value, Fault) else clean(str(value))[:60]
                yield finding(
                    "warning", rule, file, sheet=sheet.name, cell=address(row, column),
                    found=shown, expected="–",
                )  # fmt: skip


def mended_above(file: str, sheet: Sheet, rows: int) -> Iterator[Finding]:
    """What reading put right there: a heading under a merge, letters of an old font."""
    for (row, column), mend in sheet.mends.items():
        if row < rows:
            at = {"sheet": sheet.name, "cell": address(row, column)}
            yield finding(mend.severity, mend.rule, file, found=mend.found, **at)


def _unread_day(file: str, sheet: Sheet, choice: Choice) -> Iterator[Finding]:
    """The line that should say the day of the table and cannot be read: no other day is taken then."""
    cell, text = cell_of_day(sheet, choice)
    words = "Thời điểm rà soát" if choice.form.info == "review" else "Số liệu đến ngày"
    at = {"sheet": sheet.name, "cell": cell}
    if cell:
        yield finding("error", "cell.not_a_date", file, found=text[:60], expected=words, **at)


def _rule(value: Value) -> str:
    if isinstance(value, Fault):
        return "cell.formula" if value.text == "=" else "cell.error"
    if isinstance(value, bool):
        return "cell.not_text"
    if not isinstance(value, str):
        return ""
    return "cell.says_nothing" if clean(value) in DASHES else oddity(value)
