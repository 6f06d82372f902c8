"""Write the golden file anew: `python -m tests.golden.write`; read the difference before it is committed."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pyarrow.parquet as pq

from catalog.tables import TABLES, Zone
from etl.publish import current
from etl.sample import write_sample
from tests.conftest import published
from tests.golden import test_forms

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_sample(folder / "inbox")
        warehouse = published(folder / "inbox", folder)
        build = warehouse / "builds" / str(current(warehouse))
        expected: dict[str, object] = {
            table: test_forms.rows_of(warehouse, table)
            for table in test_forms.tables()
            if TABLES[table].zone is Zone.PUBLIC
        }
        expected["rows"] = {
            table: pq.read_metadata(build / TABLES[table].zone.value / f"{table}.parquet").num_rows
            for table in test_forms.tables()
        }
    path = Path(__file__).parent / "expected.json"
    path.write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
