"""Seed -> a made-up commune, household by household and year by year."""

from __future__ import annotations

from random import Random

from catalog.tables import GROUPS
from etl.sample.maker import Maker
from etl.sample.world import Commune, Hamlet, Unit, Year, names


def commune(number: int, rng: Random, from_year: int, to_year: int) -> Commune:
    """Commune `number` (1 carries the press figures), reviewed every year from one to the other."""
    unit, former, hamlets = _units(number)
    maker = Maker(rng, former, hamlets)
    scale = 1.0 if number == 1 else rng.uniform(0.7, 1.5)
    opening = Year(from_year - 1)
    for status, count in _counts(from_year - 1, scale).items():
        opening.listed(status).extend(maker.entry(status, "opening") for _ in range(count))
    years, before = [], opening
    for year in range(from_year, to_year + 1):
        before = maker.next_year(before, year, _counts(year, scale))
        years.append(before)
    return Commune(unit, former, hamlets, number, opening, years)


def _units(number: int) -> tuple[Unit, tuple[Unit, ...], tuple[Hamlet, ...]]:
    entry = names()["commune"]
    tail = "" if number == 1 else f" {number}"
    prefix = "TD" if number == 1 else f"X{number}-"
    hamlets = tuple(
        Hamlet(f"{prefix}{i:02d}", h["name"] + tail, h["former"], h["households"])
        for i, h in enumerate(names()["hamlet"], start=1)
    )
    if number == 1:
        former = tuple(Unit(code, name) for code, name in entry["former"])
        return Unit(entry["code"], entry["name"]), former, hamlets
    name = entry["other_name"].format(number=number)
    codes = [code.format(number=number) for code in entry["other_former"]]
    former = tuple(
        Unit(code, f"{name} {letter} (cũ)") for code, letter in zip(codes, "AB", strict=True)
    )
    return Unit(entry["other_code"].format(number=number), name), former, hamlets


def _counts(year: int, scale: float) -> dict[str, int]:
    """Poor and near-poor households at the end of a year."""
    table = {entry["year"]: entry for entry in names()["level"]}
    first, last = min(table), max(table)
    entry = table[min(max(year, first), last)]
    factor = 1.15 ** max(first - year, 0) * 0.9 ** max(year - last, 0) * scale
    return {status: round(entry[status] * factor) for status in GROUPS}
