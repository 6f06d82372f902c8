"""Ctrl-C or a request to end, however early -> one sentence and the exit code, never a traceback.

Loads nothing that the interpreter has not loaded itself: until `listen` is done, Python's own answer counts.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import NoReturn

STOPPED = "Đã dừng. Bộ số liệu đang dùng vẫn nguyên vẹn.\n".encode()
_BY_KEYBOARD = 2


def listen() -> None:
    """From now on both signals end this process at once."""
    sys.excepthook = _hook  # while the next line is being loaded
    sys.unraisablehook = lambda found: _hook(found.exc_type, found.exc_value, found.exc_traceback)
    import signal

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    sys.excepthook, sys.unraisablehook = sys.__excepthook__, sys.__unraisablehook__


def stop(number: int, _frame: object = None) -> NoReturn:
    """End at once with 128 + the signal: builds survive it at any moment, children end with us."""
    try:
        os.write(2, STOPPED)
    finally:  # whether anybody listens or not
        os._exit(128 + number)


def _hook(
    kind: type[BaseException], error: BaseException | None, place: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        stop(_BY_KEYBOARD)
    sys.__excepthook__(kind, error or kind(), place)
