"""Workbooks of made-up people without the mark -> a build that counts as real."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from tests.conftest import published

MARK = "DỮ LIỆU MINH HỌA"


def unmarked(inbox: Path, folder: Path) -> Path:
    """The same workbooks without the mark that they are made up."""
    folder.mkdir(parents=True)
    for path in inbox.glob("*.xlsx"):
        book = load_workbook(path)
        for row in (row for sheet in book.worksheets for row in sheet.iter_rows()):
            for cell in row:
                if isinstance(cell.value, str) and MARK in cell.value:
                    cell.value = None
        book.save(folder / path.name)
    return folder


def real_warehouse(inbox: Path, folder: Path) -> Path:
    """A warehouse whose live build is real."""
    return published(unmarked(inbox, folder / "inbox"), folder)


def homes(warehouse: Path) -> dict[str, str]:
    """Household and loan -> the hamlet that it is of, read without the product."""
    import pyarrow.parquet as pq

    folder = next((warehouse / "builds").glob("[0-9a-f]*")) / "restricted"
    rows = pq.read_table(folder / "household.parquet").to_pylist()
    found = {row["household_id"]: row["hamlet_code"] for row in rows}
    loans = pq.read_table(folder / "loan.parquet").to_pylist()
    return found | {row["loan_code"]: found[row["household_id"]] for row in loans}


def personal(warehouse: Path, hamlet: str = "") -> set[str]:
    """Every name and number of a household in the restricted zone; of one hamlet, those of its households."""
    import pyarrow.parquet as pq

    build = next((warehouse / "builds").iterdir())
    home, found = homes(warehouse), set()
    for table, column in (
        ("household", "household_id"),
        ("household", "head_name"),
        ("household_head", "head_name"),
        ("loan", "loan_code"),
    ):
        rows = pq.read_table(build / "restricted" / f"{table}.parquet").to_pylist()
        found |= {
            row[column]
            for row in rows
            if row[column] and hamlet in ("", home.get(row["household_id"]), row.get("hamlet_code"))
        }
    return found
