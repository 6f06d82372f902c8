"""needs.toml -> which kinds of support answer which need; the office may change it."""

from __future__ import annotations

from functools import cache

from catalog.toml import load

NO_NEED = "none"  # what a household says that needs nothing


@cache
def answers(need: str) -> tuple[str, ...]:
    """The kinds of support that answer a need; none when the list of support has no such kind."""
    return tuple(load("needs.toml")["answers"].get(need, ()))


@cache
def needs() -> tuple[str, ...]:
    """The needs in the office's order, without `none`, which is no need."""
    return tuple(need for need in load("needs.toml")["answers"] if need != NO_NEED)


@cache
def answers_no_need() -> tuple[str, ...]:
    """The kinds of support that answer no need of the list."""
    return tuple(load("needs.toml")["support"]["answers_no_need"])
