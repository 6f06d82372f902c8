"""Rows of a list that has the members below each head -> who is whose; members are no households."""

from __future__ import annotations

from catalog.codes import meaning
from catalog.spelling import key
from etl.choose import Field
from etl.read import Sheet
from etl.tidy.records import TidySheet


class People:
    """Tells heads from members by the relation to the head; without one, by the empty STT."""

    def __init__(self, sheet: Sheet, fields: tuple[Field, ...]) -> None:
        self.sheet = sheet
        kinds = {f.column.kind: f.index for f in reversed(fields)}
        self.relation, self.member = kinds.get("relation"), kinds.get("member")
        self.order, self.name = kinds.get("order"), kinds.get("name")

    @property
    def listed(self) -> bool:
        """Whether the sheet has a column for members at all."""
        return self.relation is not None or self.member is not None

    def is_member(self, row: int) -> bool:
        """Whether a row is a member of the household above it."""
        relation = self._text(row, self.relation)
        if relation:
            return bool(meaning("relation", relation) != "head")
        alone = not any(self._text(row, column) for column in (self.order, self.name))
        return alone and bool(self._text(row, self.member))

    def _text(self, row: int, column: int | None) -> str:
        value = None if column is None else self.sheet.at(row, column)
        return key(str(value)) if value is not None else ""


def check_members(tidied: TidySheet) -> None:
    """The rows of a household against its number of members, where the sheet lists members."""
    if not tidied.members:
        return
    for record in tidied.records:
        written, rows = record.values.get("members"), 1 + tidied.members.get(record.row, 0)
        if written is not None and written != rows:
            tidied.report(
                "warning", "household.members_rows", record.row, "members",
                found=str(rows), expected=str(written),
            )  # fmt: skip
