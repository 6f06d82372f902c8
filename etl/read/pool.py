"""Paths -> answers of reading processes. One that dies, hangs or grows takes only its own file with it."""

from __future__ import annotations

import json
import marshal
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

from etl.read.cells import Fault, Value

WALL_SECONDS = 120
CHILD = ("-m", "etl.read.child")
LARGE = (
    3 * 2**20
)  # bytes: after such a file a reader is not used again, for what it took stays with it
ROOT = Path(__file__).resolve().parents[2]
KILLED: dict[str, Any] = {"refused": "file.killed_reader", "detail": {}}


_ahead: list[subprocess.Popen[bytes]] = []


@contextmanager
def one_ahead() -> Iterator[None]:
    """A reading process starts while the rest is being loaded; it is ended if nobody needs it."""
    _ahead.append(_started())
    try:
        yield
    finally:
        while _ahead:
            _end(_ahead.pop())


def _started() -> subprocess.Popen[bytes]:
    environment = os.environ | {
        "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8",
        "RUST_BACKTRACE": "0",  # to write one takes memory: without any, the reader would hang
    }  # fmt: skip
    return subprocess.Popen(
        [sys.executable, *CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # what it was still to be told, nobody takes any more
                pipe.close()
    process.wait()


class Reader:
    """One reading process; started when it is first asked, and again after it has died."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None

    def ask(self, path: Path) -> dict[str, Any]:
        """The sheets of a file, or why it is refused. Never raises for what the file holds."""
        process = self.process or self._start()
        clock = threading.Timer(WALL_SECONDS, process.kill)
        clock.start()
        try:
            found = _exchange(process, path)
        except (OSError, ValueError, EOFError, TypeError):  # what a half-written answer raises
            found = KILLED
        finally:
            clock.cancel()
        if "refused" in found or _is_large(path):
            self.stop()
        return found

    def _start(self) -> subprocess.Popen[bytes]:
        try:
            self.process = _ahead.pop()
        except IndexError:
            self.process = _started()
        return self.process

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        if self.process is not None:
            _end(self.process)
            self.process = None


def _is_large(path: Path) -> bool:
    try:
        return path.stat().st_size > LARGE
    except OSError:
        return True


def _exchange(process: subprocess.Popen[bytes], path: Path) -> dict[str, Any]:
    """Send a path, take the rows that come ahead, put them into the answer that comes last."""
    assert process.stdin is not None
    process.stdin.write(json.dumps(str(path.resolve())).encode() + b"\n")
    process.stdin.flush()
    rows: list[list[Any]] = []
    while isinstance(part := _part(process), list):
        if not part:
            rows.clear()
        rows += map(_row, part)
    found: dict[str, Any] = part
    for sheet in found.get("sheets", ()):
        if isinstance(number := sheet["rows"], int):
            sheet["rows"], rows = rows[:number], rows[number:]
        else:
            sheet["rows"] = [_row(row) for row in number]
    return found


def _part(process: subprocess.Popen[bytes]) -> Any:
    assert process.stdout is not None
    head = process.stdout.read(12)
    content = process.stdout.read(int(head)) if len(head) == 12 else b""
    if len(head) < 12 or len(content) < int(head):
        raise EOFError  # it has died
    return marshal.loads(content)  # our own process wrote it, on this Python


def _row(cells: list[Any]) -> list[Any]:
    """A row with what stands for other values put right: a day, a cell without a usable value."""
    if tuple not in map(type, cells):
        return cells
    return [_value(*v) if v.__class__ is tuple else v for v in cells]


def _value(kind: str, text: str) -> Value:
    return date.fromisoformat(text) if kind == "d" else Fault(text)


@contextmanager
def readers(number: int) -> Iterator[queue.SimpleQueue[Reader]]:
    """Some readers to borrow from; all are ended at the end."""
    every = [Reader() for _ in range(max(number, 1))]
    free: queue.SimpleQueue[Reader] = queue.SimpleQueue()
    for reader in every:
        free.put(reader)
    try:
        yield free
    finally:
        for reader in every:
            reader.stop()


def answers(paths: list[Path], workers: int) -> Iterator[dict[str, Any]]:
    """The answers in the order of the paths, `workers` files at a time."""
    with ThreadPoolExecutor(max_workers=max(workers, 1)) as threads, readers(workers) as free:

        def ask(path: Path) -> dict[str, Any]:
            reader = free.get()
            try:
                return reader.ask(path)
            finally:
                free.put(reader)

        yield from threads.map(ask, paths)
