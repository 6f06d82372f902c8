"""Paths on standard input -> sheets on standard output, in a process of its own that nothing can harm."""

from __future__ import annotations

import gc
import json
import marshal
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from etl.read.container import SeenLater, check, is_misnamed, kind_of, lacks_styles, opened
from etl.read.evidence import Evidence, Refused, number_of
from etl.read.limits import is_out_of_memory, limit_memory, limit_time
from etl.read.relabel import read_through
from etl.read.runs import put_letters
from etl.read.text import TALL, without_towers

PART = 2_000  # rows


def _plain(value: Any) -> Any:
    """A cell as plain Python: numbers without a fraction as integers, dates as `("d", iso)`."""
    if value.__class__ is str:
        return (without_towers(value) if len(value) > TALL else value) or None
    if value.__class__ is float:
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if value.__class__ is int or value.__class__ is bool or value is None:
        return value
    if isinstance(value, datetime):
        return "d", value.date().isoformat()
    return ("d", value.isoformat()) if isinstance(value, date) else str(value)


def _grid(sheet: Any) -> list[list[Any]]:
    """The cells as the library gives them, up to the last row that holds something."""
    grid: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    while grid and not any(v != "" for v in grid[-1]):
        grid.pop()
    return grid


def _row(cells: list[Any]) -> list[Any]:
    row = [
        v or None
        if (kind := v.__class__) is str and len(v) <= TALL
        else int(v)
        if kind is float and -1e15 < v < 1e15 and v.is_integer()
        else _plain(v)
        for v in cells
    ]
    while row and row[-1] is None:
        row.pop()
    return row


def _put_faults(rows: list[list[Any]], evidence: Evidence) -> None:
    """Where the container saw an error or an uncomputed formula, say so in the grid."""
    for place, text in evidence.faults.items():
        letters = place.rstrip("0123456789")
        column, row = number_of(letters), int(place[len(letters) :]) - 1
        while len(rows) <= row:
            rows.append([])
        cells = rows[row]
        cells.extend([None] * (column - len(cells)))
        cells[column - 1] = "e", text


def _sheet(name: str, grid: list[list[Any]], seen: Evidence, merges: Any, visible: bool) -> Any:
    rows: Iterator[list[Any]] = map(_row, grid)
    mends: dict[str, list[str]] = {}
    if seen.faults or seen.letters:
        whole = list(rows)
        _put_faults(whole, seen)
        mends, rows = put_letters(whole, seen), iter(whole)
    return {
        "name": name,
        "rows": _sent(rows),
        "merges": [[*start, *end] for start, end in merges or ()] or seen.merges,
        "hidden_rows": [row - 1 for row in seen.hidden_rows],
        "hidden_columns": seen.hidden_columns,
        "tags": seen.tags,
        "mends": mends,
        "visible": visible,
    }


def _sent(rows: Iterator[list[Any]]) -> int | list[list[Any]]:
    """Many rows go ahead in parts, so that the parent takes them in meanwhile; then their number."""
    sent, part = 0, list(islice(rows, PART))
    if len(part) < PART:
        return part
    while part:
        _send(part)
        sent, part = sent + len(part), list(islice(rows, PART))
    return sent


def _workbook(file: BinaryIO, seen_later: SeenLater) -> tuple[list[Any], bool]:
    """The sheets (while one is put into words, the next is read), and whether each has evidence."""
    from python_calamine import CalamineWorkbook

    with ThreadPoolExecutor(1) as reading:
        book = CalamineWorkbook.from_filelike(file)
        metas = [m for m in book.sheets_metadata if str(m.typ).rsplit(".", 1)[-1] == "WorkSheet"]
        if len({meta.name for meta in metas}) < len(metas):  # no program writes this
            raise Refused("file.damaged")
        following = iter([reading.submit(book.get_sheet_by_name, meta.name) for meta in metas])
        seen = seen_later()
        sheets = [
            _sheet(
                meta.name,
                _grid(sheet := next(following).result()),
                seen.get(meta.name, Evidence()),
                sheet.merged_cell_ranges,
                str(meta.visible).rsplit(".", 1)[-1] == "Visible",
            )
            for meta in metas
        ]
    return sheets, all(meta.name in seen for meta in metas)


def read(path: Path) -> dict[str, Any]:
    """The sheets of a workbook as plain values; raises Refused."""
    kind = kind_of(path)
    if kind == "text":
        from etl.read.separated import rows_of

        rows, encoding = rows_of(path)
        warnings = ["file.other_kind"] if is_misnamed(path, kind) else []
        warnings += [] if encoding.startswith("utf") else ["file.decoded"]
        name = os.fsencode(path.stem).decode("utf-8", "replace")
        sheet = _sheet(name, rows, Evidence(), (), True) | {"typed": False}
        return {"sheets": [sheet], "warnings": warnings}
    file, kind = opened(path, kind)
    warnings = ["file.other_kind"] if is_misnamed(path, kind) else []
    with file:
        found, relabelled = read_through(file, partial(_read_book, kind=kind))
    warnings += ["file.labels"] if relabelled else []
    return found | {"warnings": warnings + found["warnings"]}


def _read_book(file: BinaryIO, kind: str) -> dict[str, Any]:
    """The sheets of a container, once it is known to be harmless."""
    _send([])  # what a failed attempt may have sent does not count
    seen_later = check(file, kind)
    warnings = ["file.no_styles"] if kind == "zip" and lacks_styles(file) else []
    file.seek(0)
    sheets, seen = _workbook(file, seen_later)
    return {"sheets": sheets, "warnings": warnings + ([] if seen else ["file.no_evidence"])}


def answer(path: str) -> tuple[dict[str, Any], bool]:
    """What the parent gets, and whether this process may go on after it."""
    limit_time()
    try:
        return read(Path(path)), True
    except Refused as refused:
        return {"refused": refused.key, "detail": refused.detail}, True
    except MemoryError:
        return {"refused": "file.killed_reader", "detail": {}}, False
    except BaseException as error:  # noqa: BLE001 - a reader's panic is no Exception; the value may be personal
        return {"refused": _reason(type(error).__name__), "detail": {}}, False


def _reason(error: str) -> str:
    """Why a reader failed. calamine panics too where Python has no memory left for a cell."""
    if error == "PanicException" and is_out_of_memory():
        return "file.killed_reader"
    return "file.password" if error == "PasswordError" else "file.damaged"


def _send(found: Any) -> None:
    """One part to the parent: twelve digits of its length in bytes, then the values (marshal)."""
    content = marshal.dumps(found, 2)  # no value of a grid is the same object as another
    sys.stdout.buffer.write(f"{len(content):012d}".encode() + content)
    sys.stdout.buffer.flush()


def main() -> None:
    """One path a line; for each, parts with rows (lists; an empty one: begin anew), then the answer."""
    gc.disable()  # a grid has no cycles, and there is a limit of memory
    limit_memory()
    for line in sys.stdin:
        found, goes_on = answer(json.loads(line))
        _send(found)
        if not goes_on:
            return


if __name__ == "__main__":
    main()
