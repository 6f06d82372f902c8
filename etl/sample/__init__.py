"""Seed -> workbooks of made-up communes in the office's own layouts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

from etl.layout import write
from etl.layout.sheet import Sheet
from etl.sample import activities, credit, livelihoods, openness, registers, works
from etl.sample.commune import commune
from etl.sample.office import Office
from etl.sample.review import workbooks

SEED = 2025


def write_sample(
    directory: Path, seed: int = SEED, communes: int = 1, from_year: int = 2022, to_year: int = 2025
) -> list[Path]:
    """Write the workbooks; the same arguments always give the same bytes. Returns the files."""
    directory.mkdir(parents=True, exist_ok=True)
    offices = []
    for number in range(1, communes + 1):
        rng = Random(f"{seed}/{number}")
        offices.append(Office(commune(number, rng, from_year, to_year), rng))
    written = []
    for name, sheets in _workbooks(offices):
        write(sheets, directory / name)
        written.append(directory / name)
    return written


def _workbooks(offices: list[Office]) -> Iterator[tuple[str, list[Sheet]]]:
    yield "Danh mục địa bàn.xlsx", registers.places(offices)
    for office in offices:
        for year in office.commune.years:
            yield from workbooks(office.commune, year)
        tail = f"{office.commune.first}-{office.commune.last} - Xã {office.commune.unit.name}.xlsx"
        yield f"Công trình hạ tầng {tail}", works.works(office)
        yield f"Sinh kế {tail}", livelihoods.livelihoods(office)
        yield f"Vốn vay {tail}", credit.credit(office)
        yield f"Hỗ trợ và vận động {tail}", activities.support(office)
        yield f"Truyền thông và giám sát {tail}", openness.communication(office)
        yield f"Chỉ tiêu {tail}", registers.targets(office)
