"""Tries to come in -> whether there were too many: by name and by address."""

from __future__ import annotations

import hashlib
import time
from threading import Lock

from dashboard.door import log

BY_NAME, LOCKED_MINUTES = 5, 15
BY_ADDRESS, ADDRESS_MINUTES = 30, 5
_tries: dict[str, list[float]] = {}
_lock = Lock()


def name_key(login: str) -> str:
    """A name as it is counted; what was typed is not kept, for it may have been a password."""
    return hashlib.sha256(b"name " + login.encode()).hexdigest()


def is_locked(login: str, illustrative: bool) -> bool:
    """Whether a name, known or not, was tried too often; this try counts. OSError."""
    often = _count(name_key(login), LOCKED_MINUTES) > BY_NAME
    return often or log.failures(login, illustrative, LOCKED_MINUTES) >= BY_NAME


def is_storm(address: str) -> bool:
    """Whether an address tries too often; this try counts."""
    return _count(f"address {address}", ADDRESS_MINUTES) > BY_ADDRESS


def forget(login: str) -> None:
    """A name was let in, or its password was reset: its tries count no more."""
    with _lock:
        _tries.pop(name_key(login), None)


def _count(key: str, minutes: int) -> int:
    now = time.monotonic()
    with _lock:
        kept = [at for at in _tries.get(key, []) if now - at < minutes * 60]
        _tries[key] = [*kept[-BY_ADDRESS:], now]
        if len(_tries) > 10_000:
            _tries.pop(next(iter(_tries)))
        return len(_tries[key])
