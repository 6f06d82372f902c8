"""A paper -> a PDF, set by typst with the fonts that it brings; no browser, no address is asked."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import typst

from dashboard.export.sheet import Sheet

LAYOUT = Path(__file__).with_name("sheet.typ")


def pdf(sheet: Sheet) -> bytes:
    """The paper. Its texts go in as data, so that nothing that people wrote is read as markup."""
    words = json.dumps(asdict(sheet), ensure_ascii=False)
    made = typst.compile(
        LAYOUT.read_bytes(), format="pdf", ignore_system_fonts=True, sys_inputs={"sheet": words}
    )
    assert isinstance(made, bytes)
    return made
