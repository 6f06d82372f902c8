"""A published build -> the rows of its tables, as they were written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

Row = dict[str, Any]


def read_rows(warehouse: Path, build: str, file: str) -> list[Row]:
    """The rows of a file of a build (`restricted/cause_summary.parquet`). OSError when it is not there."""
    with pq.ParquetFile(warehouse / "builds" / build / file) as found:
        rows: list[Row] = found.read(use_threads=False).to_pylist()
    return rows
