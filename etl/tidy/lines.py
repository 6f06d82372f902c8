"""Rows of a list that are set aside -> those that may begin a hamlet's section by their text alone."""

from __future__ import annotations

import re
from functools import cached_property

from catalog.spelling import key
from etl.choose import Choice
from etl.read import Sheet
from etl.tidy.records import Line
from etl.tidy.sections import bare_name, stands_alone
from etl.tidy.sums import PAGE

_AGAIN = re.compile(r"\s*\(?\s*tiếp(?: theo)?\s*\)?$", re.I)
#: What divides a hamlet or a page and begins no other hamlet.
_WITHIN = re.compile(
    r"^\W*(?:tổ\b(?:\s+[^\W\d_]+){0,6}\s*:?\s*\d{1,3}[a-zđ]?|số trang\b.*|mang sang\b.*"
    r"|(?:chuyển|kéo)(?: sang)? trang\b.*|(?:chuyển|kéo) sang\b.*)\W*$",
    re.I,
)


class Lines:
    """Finds the rows with a text alone, which is no page number and no title printed again."""

    def __init__(self, sheet: Sheet, choice: Choice) -> None:
        self.sheet, self.choice = sheet, choice
        self._divided = (choice.form.table, choice.form.section) == ("household_list", "hamlet")
        self._first = next((f.index for f in choice.fields if f.column.kind == "order"), 0)

    def of(self, row: int, before: tuple[str, int]) -> Line | None:
        """What a row is that may be a section; None for any other. `before`: the section above it."""
        filled = self.sheet.filled(row) if self._divided else []
        values = [self.sheet.rows[row][column] for column in filled]
        if not values or not isinstance(values[-1], str) or not stands_alone(values):
            return None
        text = _AGAIN.sub("", bare_name(values))
        if not any(map(str.isalpha, text)) or PAGE.match(text) or key(text) in self._above:
            return None
        wide = any(m[0] == row and m[1] == filled[-1] < m[3] for m in self.sheet.merges)
        alone = len(filled) == 1 and (wide or filled[0] == self._first)
        return Line(text, before, apart=alone and not _WITHIN.match(text))

    @cached_property
    def _above(self) -> set[str]:
        """The lines above the table, by their match key: a new page may bear them again."""
        rows = self.sheet.rows[: self.choice.first_row]
        return {key(value) for cells in rows for value in cells if isinstance(value, str)}
