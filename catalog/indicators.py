"""indicators.toml -> every indicator: part over whole or a total, what is better, its legal basis."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from catalog.standards import standards
from catalog.toml import load


class Better(StrEnum):
    """Which way an indicator should go."""

    LOWER = "lower"
    HIGHER = "higher"
    NONE = "none"


@dataclass(frozen=True)
class Indicator:
    """One indicator. `part` and `whole` name `table.column`; a minus subtracts. No whole: a total.

    `legal` is the basis of a review under `standard`; where that is empty, of every figure.
    """

    key: str
    part: tuple[str, ...]
    whole: tuple[str, ...]
    unit: str
    better: Better
    legal: str
    names: dict[str, str]
    formulas: dict[str, str]
    standard: str = ""

    def basis(self, standard: str | None) -> str:
        """The legal basis of a figure that was counted by a poverty standard: the review's own decides."""
        if not self.standard or standard in (None, self.standard):
            return self.legal
        return str(standards().get(standard or "", {}).get("legal", standard))

    def columns(self) -> tuple[str, ...]:
        """The columns of the parts, without their table."""
        return tuple(part.partition(".")[2] for part in self.part)


@cache
def indicators() -> dict[str, Indicator]:
    """Every indicator by its key, in the order of the file."""
    return {
        key: Indicator(
            key, tuple(entry["part"]), tuple(entry.get("whole", ())), entry["unit"],
            Better(entry["better"]), entry["legal"], entry["name"], entry["formula"],
            entry.get("standard", ""),
        )
        for key, entry in load("indicators.toml").items()
    }  # fmt: skip


def target_unit(indicator: str) -> str:
    """What a target of an indicator is counted in: the list of targets names counts of households as such."""
    return "hộ" if indicator.endswith("_households") else "%"


def name(key: str, language: str) -> str:
    """What an indicator is called."""
    return indicators()[key].names[language]


def formula(key: str, language: str) -> str:
    """How it is computed, in words."""
    return indicators()[key].formulas[language]
