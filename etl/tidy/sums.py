"""The words by which a row says that it adds up others, or is a note or a signature."""

from __future__ import annotations

import re

from catalog.spelling import key
from catalog.tables import TABLES
from etl.choose import Choice, Field
from etl.said import WHOLE

Words = tuple[Field, set[str]]
BEGUN = re.compile(r"^(tổng|cộng|toàn xã|tổng cộng)\b", re.I)
NOTE = re.compile(r"^(ghi chú|lưu ý|chú thích|nguồn|dữ liệu minh họa|\(?\*)", re.I)
SIGN = re.compile(
    r"^(người lập|tm\.|kt\.|tl\.|chủ tịch|phó chủ tịch|thủ trưởng|kế toán|xác nhận|trưởng ấp"
    r"|\(ký|ký tên|.{0,40}ngày .{1,6} tháng .{1,6} năm)",
    re.I,
)

#: The number of a page, or the words that a table goes on.
PAGE = re.compile(
    r"^[-–\s]*((trang|tờ)\s*(số)?\s*:?\s*)?\d{1,4}\s*(/\s*\d{1,4})?[-–.\s]*$|^\(?tiếp( theo)?\b",
    re.I,
)


def is_total(text: str) -> bool:
    """Whether a text begins as a total does; `TỔNG HỢP …` is a title, `CỘNG HÒA …` the state's name."""
    return bool(BEGUN.match(text)) and not re.match(r"(tổng hợp|cộng h)", text, re.I)


def subtotals(choice: Choice) -> list[Words]:
    """The columns whose form says by what word a row adds up others."""
    return [(f, set(map(key, f.column.subtotal))) for f in choice.fields if f.column.subtotal]


def whole(choice: Choice) -> list[Words]:
    """The column of hamlets where each has its row: there `Toàn xã` is the sum of them and no place."""
    table = TABLES.get(choice.form.table)
    if table is None or "hamlet_code" not in table.key:
        return []
    return [(f, set(map(key, WHOLE))) for f in choice.fields if f.column.kind == "hamlet"]
