"""What goes wrong -> one line that says its kind and place; what an error says could be a name."""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Any

_made = logging.LogRecord


def be_quiet() -> None:
    """From now on no log and no stream of this process shows a traceback or the text of an error."""
    logging.setLogRecordFactory(_record)
    sys.excepthook = lambda _kind, error, place: _say(error, place)
    threading.excepthook = lambda found: _say(found.exc_value, found.exc_traceback)


def _record(*words: Any, **more: Any) -> logging.LogRecord:
    record = _made(*words, **more)
    if isinstance(record.args, tuple):
        record.args = tuple(
            type(arg).__name__ if isinstance(arg, BaseException) else arg for arg in record.args
        )
    if record.exc_info and record.exc_info[1] is not None:
        said = what_and_where(record.exc_info[1], record.exc_info[2])
        record.msg, record.args = f"{record.getMessage().strip()}: {said}", ()
        record.exc_info = record.exc_text = None
    return record


def what_and_where(error: BaseException, place: TracebackType | None = None) -> str:
    """`ValueError, view.py:79`: the kind of an error and the line where it arose."""
    place = place or error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    kind = type(error).__name__
    if place is None:
        return kind
    return f"{kind}, {Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}"


def _say(error: BaseException | None, place: TracebackType | None) -> None:
    if error is not None and sys.stderr is not None:
        sys.stderr.write(f"{what_and_where(error, place)}\n")
