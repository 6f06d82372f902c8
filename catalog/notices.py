"""notices.toml -> what a notice on the board holds, and the least role that may make it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from catalog.toml import load

#: All that a legal list may say of a household: no number, no phone, no ethnicity, no health.
ALLOWED = ("number", "head_name", "hamlet")


@dataclass(frozen=True)
class Profile:
    """A kind of notice: who may make it; the figures of each hamlet, or the lists with their columns."""

    name: str
    role: str
    figures: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


@cache
def profile(name: str) -> Profile:
    """A kind of notice; ValueError when its list would say more of a household than may be posted."""
    found = load("notices.toml")[name]
    lists = {field: tuple(found.get(field, ())) for field in ("figures", "results", "columns")}
    if not set(lists["columns"]) <= set(ALLOWED):
        raise ValueError(f"notices.toml [{name}]: {lists['columns']}")
    return Profile(name, found["role"], **lists)
