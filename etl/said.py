"""What stands over a table or on its sheet's tab -> the hamlet that the whole sheet is about."""

from __future__ import annotations

import re
from collections.abc import Iterable

from catalog.spelling import clean
from etl.read import Sheet

WHOLE = {"toàn xã", "toàn xa", "cả xã"}  # where hamlets stand: the whole commune
ABOVE = 60  # rows over a header that may say of what hamlet it is
_HAMLET = re.compile(r"^(?:ấp|thôn|khóm|xóm)\s*[:.]?\s*(\w[^:]{0,40})$", re.I)


def hamlet_in(text: str) -> str:
    """The hamlet that a line such as `Ấp: Giang Hà` names; "" when it is another line."""
    found = _HAMLET.match(clean(text))
    return found.group(1) if found else ""


def hamlet_said(sheet: Sheet, top: int) -> str:
    """The hamlet in the line nearest above row `top`, or in the sheet's name."""
    rows: Iterable[int] = range(top - 1, max(top - ABOVE, 0) - 1, -1)
    texts = [value for row in rows for value in sheet.rows[row] if isinstance(value, str)]
    return next((name for text in (*texts, sheet.name) if (name := hamlet_in(text))), "")
