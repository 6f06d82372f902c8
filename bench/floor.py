"""The yardstick of a build: python-calamine reads every cell, pyarrow writes the same tables."""

from __future__ import annotations

import sys
from pathlib import Path

import pyarrow.parquet as pq
from python_calamine import CalamineWorkbook


def main(inbox: Path, build: Path, out: Path) -> None:
    """Read all cells of an inbox, write all tables of a build into a folder."""
    cells = 0
    for path in sorted(inbox.glob("*.xlsx")):
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            cells += sum(len(row) for row in book.get_sheet_by_name(name).to_python())
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(build.rglob("*.parquet")):
        rows = pq.read_table(path)
        pq.write_table(rows, out / f"{path.parent.name}-{path.name}")
    print(cells)


if __name__ == "__main__":
    main(*(Path(word) for word in sys.argv[1:4]))
