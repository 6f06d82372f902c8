"""Findings -> the lines that a person reads: the first of each kind, and how many more there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalog.messages import by_kind, message
from etl.findings import Finding

EACH, LINES = 5, 200


def brief(findings: Iterable[Finding], language: str) -> Iterator[str]:
    """A line for each finding; of many of one kind in a sheet the first few, for nobody reads 50,000."""
    shown = by_kind(findings, _kind, EACH)
    for found, more in shown[:LINES]:
        yield f"{found.severity:8}{found.text(language)}"
        if more > 0:
            yield " " * 8 + message("more.kind", language, {"found": str(more)})
    rest = len(shown) - LINES
    if rest > 0:
        yield message("more.all", language, {"found": str(rest)})


def _kind(found: Finding) -> tuple[str, ...]:
    return found.severity, found.rule, found.file, found.sheet, found.field
