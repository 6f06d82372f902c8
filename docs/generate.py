"""catalog -> docs/tables.md and docs/indicators.md; `--check` fails when they are not current."""

from __future__ import annotations

import sys
from pathlib import Path

from catalog.indicators import Indicator, indicators
from catalog.tables import ADDRESS, TABLES, Table

HERE = Path(__file__).parent
LANGUAGES = ("vi", "en", "id")


def tables() -> str:
    """Every published table with its zone, key and columns."""
    head = "# Tables\n\nMade from `catalog/tables.py` by `python -m docs.generate`. Money is whole đồng.\n"
    return head + "".join(_table(table) for table in TABLES.values())


def _table(table: Table) -> str:
    marks = [table.zone.value or "beside the zones"]
    marks += ["suppressed below commune level"] * table.finer + ["counted"] * table.derived
    lines = [f"\n## {table.name}\n", f"{', '.join(marks)}; key: {', '.join(table.key)}\n"]
    lines += ["| column | kind | personal |", "|---|---|---|"]
    lines += [
        f"| {name} | {kind.value} | {'yes' if name in table.personal else ''} |"
        for name, kind in table.columns.items()
        if name not in ADDRESS
    ]
    return "\n".join(lines) + "\n"


def indicator_pages() -> str:
    """Every indicator with its formula, its legal basis and its names."""
    head = (
        "# Indicators\n\nMade from `catalog/indicators.toml` by `python -m docs.generate`. "
        "The examples of each stand in `tests/spec/`.\n"
    )
    return head + "".join(_indicator(found) for found in indicators().values())


def _indicator(found: Indicator) -> str:
    lines = [f"\n## {found.key}\n"]
    lines += [f"- {lang}: {found.names[lang]}: {found.formulas[lang]}" for lang in LANGUAGES]
    whole = f" over {' + '.join(found.whole)}" if found.whole else ""
    lines.append(f"- {' + '.join(found.part)}{whole}; unit {found.unit}; better: {found.better}")
    other = f" (reviews under {found.standard}; else their standard's)" if found.standard else ""
    lines.append(f"- {found.legal}{other}")
    return "\n".join(lines) + "\n"


PAGES = {"tables.md": tables, "indicators.md": indicator_pages}


def main(words: list[str]) -> int:
    """Write the pages, or say which is not current."""
    stale = [
        name
        for name, made in PAGES.items()
        if not (HERE / name).exists() or (HERE / name).read_text(encoding="utf-8") != made()
    ]
    if "--check" in words:
        for name in stale:
            sys.stderr.write(f"docs/{name} is not current: python -m docs.generate\n")
        return 10 if stale else 0
    for name in stale:
        (HERE / name).write_text(PAGES[name](), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
