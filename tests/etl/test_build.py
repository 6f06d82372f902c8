"""What a build publishes: tables, zones, addresses, the same bytes; and nothing when nothing changed."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from catalog.tables import TABLES, Zone
from etl.publish import current, verify
from tests import workbooks


def manifest(warehouse: Path) -> dict[str, dict[str, object]]:
    folder = warehouse / "builds" / str(current(warehouse))
    found: dict[str, dict[str, object]] = json.loads((folder / "manifest.json").read_text("utf-8"))
    return found


def test_clean_workbooks_publish_without_a_doubt(inbox: Path, tmp_path: Path) -> None:
    outcome = workbooks.run(inbox, tmp_path)
    assert outcome.report["exit"] == 0
    assert outcome.report["findings"] == {"error": 0, "warning": 0, "note": 0}
    assert outcome.report["illustrative"] is True


def test_every_table_is_there_with_its_columns(sample: Path) -> None:
    folder = sample / "builds" / str(current(sample))
    for table in TABLES.values():
        if table.zone is Zone.BESIDE:
            path = folder / f"{table.name}.parquet"
        else:
            path = folder / table.zone.value / f"{table.name}.parquet"
        names = pq.read_schema(path).names
        assert set(table.columns) <= set(names), table.name


def test_nothing_personal_lies_in_the_public_zone(sample: Path) -> None:
    folder = sample / "builds" / str(current(sample)) / "public"
    for path in folder.glob("*.parquet"):
        table = TABLES[path.stem]
        assert not table.personal & set(pq.read_schema(path).names), path.name
        assert b"00000" not in path.read_bytes() or path.stem == "nothing"


def test_no_identity_number_is_written_anywhere(sample: Path, inbox: Path) -> None:
    from openpyxl import load_workbook

    page = load_workbook(inbox / workbooks.REVIEW)["DS hộ nghèo"]
    _, column = workbooks.cell_of(page, "Số CCCD")
    numbers = [str(r[column - 1].value) for r in page.iter_rows() if r[column - 1].value]
    known = {n for n in numbers if n.isdigit() and len(n) == 12}
    assert len(known) > 20
    for path in sample.rglob("*"):
        if path.suffix == ".parquet":
            table = pq.read_table(path)
            texts = {str(v) for name in table.column_names for v in table[name].to_pylist()}
            assert not texts & known, path.name
        elif path.is_file():
            content = path.read_text("utf-8", errors="replace")
            assert not any(number in content for number in known), path.name


def test_every_value_has_an_address(sample: Path, inbox: Path) -> None:
    from openpyxl import load_workbook

    columns = manifest(sample)["columns"]
    folder = sample / "builds" / str(current(sample)) / "public"
    rows = pq.read_table(folder / "review_summary.parquet").to_pylist()
    assert rows
    for row in rows:
        letters = columns[row["source_file"]][row["source_sheet"]]  # type: ignore[index]
        page = load_workbook(inbox / row["source_file"])[row["source_sheet"]]
        for name in ("households", "poor_households", "near_poor_persons"):
            assert page[f"{letters[name]}{row['source_row']}"].value == row[name]


def test_the_same_inbox_gives_the_same_build_and_the_same_bytes(
    inbox: Path, tmp_path: Path
) -> None:
    first = workbooks.run(inbox, tmp_path)
    again = workbooks.run(inbox, tmp_path)
    assert again.report["unchanged"]
    assert again.report["build"] == first.report["build"]
    (tmp_path / "warehouse").rename(tmp_path / "old")
    third = workbooks.run(inbox, tmp_path)
    assert third.report["build"] == first.report["build"]
    for path in (tmp_path / "old" / "builds").rglob("*.parquet"):
        other = tmp_path / "warehouse" / "builds" / path.relative_to(tmp_path / "old" / "builds")
        assert other.read_bytes() == path.read_bytes(), path.name


def test_a_changed_byte_of_the_build_is_noticed(inbox: Path, tmp_path: Path) -> None:
    workbooks.run(inbox, tmp_path)
    warehouse = tmp_path / "warehouse"
    build = str(current(warehouse))
    assert verify(warehouse, build) == []
    path = warehouse / "builds" / build / "public" / "review_summary.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert verify(warehouse, build) == ["public/review_summary.parquet"]


@pytest.mark.parametrize("communes", [3])
def test_several_communes_build_side_by_side(communes: int, tmp_path: Path) -> None:
    from etl.sample import write_sample

    write_sample(tmp_path / "inbox", communes=communes, from_year=2024)
    outcome = workbooks.run(tmp_path / "inbox", tmp_path)
    assert (outcome.report["exit"], workbooks.rules(outcome)) == (0, set())
