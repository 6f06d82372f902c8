"""What we tell people: place, problem, remedy (catalog/messages)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from enum import IntEnum

from catalog.messages import message


class Exit(IntEnum):
    """Exit codes of every command (CONTRACT, section 1)."""

    FINE = 0
    DOUBTS = 10
    REFUSED = 20
    GATE = 30
    USAGE = 40
    LOCKED = 50
    DISK = 60
    INTERNAL = 70
    INTERRUPTED = 130


@dataclass(frozen=True)
class Finding:
    """One doubt. `found` never holds a personal value."""

    severity: str
    rule: str
    file: str
    sheet: str = ""
    cell: str = ""
    field: str = ""
    found: str = ""
    expected: str = ""
    message_key: str = ""

    @property
    def action(self) -> Exit:
        """What this finding alone would make of the build."""
        if self.rule.startswith("gate."):
            return Exit.GATE
        if self.rule.startswith(("file.", "column.missing", "sheet.")) and self.severity == "error":
            return Exit.REFUSED
        return Exit.FINE if self.severity == "note" else Exit.DOUBTS

    @property
    def place(self) -> str:
        """File, sheet and cell, as far as they are known."""
        return " · ".join(part for part in (self.file, self.sheet, self.cell) if part)

    def renamed(self, message_key: str) -> Finding:
        """The same finding, told in other words."""
        return replace(self, message_key=message_key)

    def lowered(self, severity: str) -> Finding:
        """The same finding with another severity."""
        return replace(self, severity=severity)

    def text(self, language: str) -> str:
        """Place, problem and remedy in the reader's language."""
        return f"{self.place}: {self.says(language)}"

    def says(self, language: str) -> str:
        """Problem and remedy alone, for one who is already at the place."""
        values = {name: value for name, value in asdict(self).items() if isinstance(value, str)}
        return message(self.message_key or self.rule, language, values)


def finding(severity: str, rule: str, file: str, **where: str) -> Finding:
    """A finding whose message has the name of its rule."""
    return Finding(severity, rule, file, message_key=rule, **where)
