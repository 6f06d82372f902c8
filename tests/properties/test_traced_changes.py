"""A number changed with all that depends on it moves exactly the figures whose source names it.

Changed alone, it does not pass: a finding stands at its cell, or at the total that it belongs to.
`CHANGES` says how many cells are tried, `CHANGE_SEED` which.
"""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import load_workbook

from dashboard.data import Data
from dashboard.load import read_warehouse
from dashboard.measure.everything import every_figure
from dashboard.measure.figure import Figure, Unit
from dashboard.measure.reviews import years
from dashboard.measure.territory import territories
from dashboard.measure.trace import recomputed
from etl.check import check_rows, relations_of
from etl.check.relations import Rate, Relation, Spot, Sum, spots
from etl.gather import gather
from etl.read import list_inbox, read_all
from etl.relate import relate, resolve_all
from tests import workbooks

CHANGES = int(os.environ.get("CHANGES", "4"))
SEED = os.environ.get("CHANGE_SEED", "1")
Deltas = dict[Spot, int]


class Office:
    """The clean inbox: its numbers, what they must agree with, and the figures made of them."""

    def __init__(self, inbox: Path, warehouse: Path) -> None:
        self.inbox = inbox
        gathered = gather(read_all(inbox, list_inbox(inbox), 2))
        places, _ = resolve_all(gathered.sheets)
        check_rows(gathered.sheets)
        self.relations = relations_of(relate(gathered.sheets, places, b"test"))
        self.resting: dict[Spot, list[Relation]] = defaultdict(list)
        for relation in self.relations:
            for spot in spots(relation):
                self.resting[spot].append(relation)
        self.figures = all_figures(read_warehouse(warehouse))
        self.books = {path.name: load_workbook(path) for path in list_inbox(inbox)}

    def number(self, spot: Spot) -> Any:
        """What stands in a cell."""
        return self.books[spot.file][spot.sheet][spot.cell].value

    def candidates(self) -> list[Spot]:
        """Cells with a number that some figure rests on and that something else repeats."""
        terms = {
            (t.file, t.sheet, t.cell) for f in self.figures.values() for t in f.cells if t.value
        }
        found = [Spot(*at) for at in sorted(terms)]
        return [s for s in found if self.resting[s] and isinstance(self.number(s), int | float)]

    def dependants(self, start: Spot, delta: int) -> Deltas | None:
        """Every number that must change with one; None when rows of a list would have to change too."""
        deltas: Deltas = {start: delta}
        waiting = [start]
        while waiting:
            for relation in self.resting[waiting.pop()]:
                if isinstance(relation, Rate):
                    continue
                if relation.printed.spot == start or any(p.spot.what for p in relation.parts):
                    return None
                total = sum(p.sign * deltas.get(p.spot, 0) for p in relation.parts)
                if relation.printed.spot.what or total != deltas.get(relation.printed.spot, total):
                    return None
                if total and relation.printed.spot not in deltas:
                    deltas[relation.printed.spot] = total
                    waiting.append(relation.printed.spot)
        return (
            deltas if all(self.agrees(r, deltas) for s in deltas for r in self.resting[s]) else None
        )

    @staticmethod
    def agrees(relation: Relation, deltas: Deltas) -> bool:
        """Whether a sum holds after the changes as it did before."""
        if not isinstance(relation, Sum):
            return True
        total = sum(part.sign * deltas.get(part.spot, 0) for part in relation.parts)
        return deltas.get(relation.printed.spot, 0) == total

    def unit(self, start: Spot) -> float:
        """What 1 in the sheet of a cell is in the tables: 1 household, 1,000,000 đồng."""
        values = (t.value for f in self.figures.values() for t in f.cells
                  if (t.file, t.sheet, t.cell) == start[:3])  # fmt: skip
        return abs(next(values)) / float(self.number(start))

    def write(self, deltas: Deltas, unit: float, folder: Path) -> Path:
        """A copy of the inbox with the changes; rates that rest on a changed number are left blank."""
        inbox = workbooks.copy(self.inbox, folder)
        rates = {r.printed.spot for s in deltas for r in self.resting[s] if isinstance(r, Rate)}
        for name in {spot.file for spot in deltas}:
            book = load_workbook(inbox / name)
            for spot, delta in deltas.items():
                if spot.file == name:
                    cell = book[spot.sheet][spot.cell]
                    cell.value = (cell.value or 0) + delta / unit
            for spot in rates:
                if spot.file == name:
                    book[spot.sheet][spot.cell].value = None
            book.save(inbox / name)
        return inbox


def all_figures(data: Data) -> dict[str, Figure]:
    """The figures of every year."""
    place = territories(data)[0]
    found: dict[str, Figure] = {}
    for year in years(data, place):
        found |= every_figure(data, place, year)
    return found


def foretold(found: Figure, deltas: Deltas) -> float | int | None:
    """The value of a figure from its cells alone, after the changes.

    A rate over 100 % is not shown, but that of the pace: more may be spent than is due by now.
    """
    value = recomputed(_changed(found, deltas))
    over = found.unit is Unit.RATE and value is not None and value > 1
    return None if over and not found.key.startswith("pace_rate/") else value


def _changed(found: Figure, deltas: Deltas) -> Figure:
    moves = {spot[:3]: delta for spot, delta in deltas.items()}
    terms = tuple(
        replace(t, value=t.value + (-1 if t.value < 0 else 1) * moves.get((t.file, t.sheet, t.cell), 0))
        for t in found.terms
    )  # fmt: skip
    return replace(found, terms=terms, of=tuple(_changed(part, deltas) for part in found.of))


@pytest.fixture(scope="module")
def office(inbox: Path, sample: Path) -> Office:
    """The made-up commune."""
    return Office(inbox, sample)


def struck(office: Office, case: int) -> tuple[Spot, Deltas, float]:
    """A random cell whose change can be carried through everything that repeats it."""
    random = Random(f"{SEED} {case}")
    known = office.candidates()
    while True:
        start = random.choice(known)
        unit = office.unit(start)
        deltas = office.dependants(start, round(unit))
        if deltas is not None:
            return start, deltas, unit


@pytest.mark.parametrize("case", range(CHANGES))
def test_a_change_carried_through_moves_exactly_the_figures_that_name_its_cells(
    case: int, office: Office, tmp_path: Path
) -> None:
    start, deltas, unit = struck(office, case)
    workbooks.run(office.write(deltas, unit, tmp_path), tmp_path)
    after = all_figures(read_warehouse(tmp_path / "warehouse"))
    told = {key: foretold(f, deltas) for key, f in office.figures.items() if f.known and f.cells}
    for key, value in told.items():
        assert near(after[key].value, value), (start, key)
    moved = {k for k, f in office.figures.items() if f.value != after[k].value}
    predicted = {k for k, value in told.items() if not near(office.figures[k].value, value)}
    came = {k for k in moved - predicted if not office.figures[k].cells}  # nothing was of its kind
    assert moved - came == predicted
    for key in moved:
        named = {(t.file, t.sheet, t.cell) for t in after[key].cells}
        assert named & {spot[:3] for spot in deltas}, (start, key)


def near(one: float | None, other: float | None) -> bool:
    """Whether two values are the same, but for the noise of sums in binary."""
    return one is other or (one is not None and other is not None and abs(one - other) < 1e-12)


@pytest.mark.parametrize("case", range(CHANGES))
def test_a_change_alone_is_told_at_its_cell_or_at_the_total_that_it_breaks(
    case: int, office: Office, tmp_path: Path
) -> None:
    start, _, unit = struck(office, case)
    outcome = workbooks.run(office.write({start: round(unit)}, unit, tmp_path), tmp_path)
    at = {(f.file, f.sheet, f.cell) for f in outcome.findings}
    broken = {r.printed.spot[:3] for r in office.resting[start] if isinstance(r, Sum)}
    print("AT THE CELL" if start[:3] in at else "AT A TOTAL", start)
    assert at & (broken | {start[:3]}), start
