"""What every programme sheet of a commune shares."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from catalog.forms import form_named
from etl.layout.sheet import Line, Row, Sheet
from etl.sample.world import Commune

MILLION = 1_000_000


@dataclass(frozen=True)
class Office:
    """What every programme sheet of a commune shares."""

    commune: Commune
    rng: Random

    @property
    def day(self) -> date:
        """The day that the sheets speak of."""
        return date(self.commune.last, 12, 31)

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the programme."""
        return tuple(range(self.commune.last - 3, self.commune.last + 1))

    def sheet(self, form: str, lines: Iterable[Line], start: int = 1, **more: Any) -> Sheet:
        """A sheet of the commune's own office."""
        unit = self.commune.unit
        period = f"{self.commune.first}-{self.commune.last}"
        info = f"Số liệu đến ngày {self.day:%d/%m/%Y}" if form_named(form).info else ""
        return Sheet(
            form_named(form), f"XÃ {unit.name.upper()}", unit.name, self.day, tuple(lines),
            {"period": period}, info, start=start, **more,
        )  # fmt: skip

    def code(self, code: str) -> str:
        """A project's or loan's code, unlike that of another commune."""
        return code if self.commune.number == 1 else f"{self.commune.number}-{code}"

    def hamlets(self, indexes: Iterable[int]) -> list[str]:
        """Names of hamlets."""
        return [self.commune.hamlets[i].name for i in indexes]


def summed(rows: Iterable[Row]) -> Row:
    """The sum of each number field over rows."""
    whole: Row = {}
    for row in rows:
        for name, value in row.items():
            if isinstance(value, int):
                whole[name] = whole.get(name, 0) + value
    return whole


def funding_rows(
    office: Office, code: str, title: str, heading: str, funding: list[Any]
) -> list[Row]:
    """One row per source, with a pair of columns per year and the sum of them."""
    found: dict[str, Row] = {}
    for source, back, planned, disbursed in funding:
        row = found.setdefault(
            source, {"project_code": code, heading: title, "fund_source": source}
        )
        year = office.commune.last + back
        row[f"planned_vnd|{year}"] = round(planned * MILLION)
        row[f"disbursed_vnd|{year}"] = round(disbursed * MILLION)
    for row in found.values():
        for name in ("planned", "disbursed"):
            row[f"{name}_total_vnd"] = sum(
                v for k, v in row.items() if k.startswith(f"{name}_vnd|")
            )
    return list(found.values())
