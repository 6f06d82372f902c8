"""Words for money -> how many đồng one unit is: `ĐVT: 1.000 đồng`, `(tr.đ)`, `Đơn vị: hộ, triệu đồng`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from catalog.spelling import clean

_FACTORS = {
    "": 1, "1000": 10**3, "nghìn": 10**3, "ngàn": 10**3, "1000000": 10**6, "triệu": 10**6, "tr": 10**6,
    "1000000000": 10**9, "tỷ": 10**9, "tỉ": 10**9,
}  # fmt: skip
_MANY = r"((?:(?:\d[\d., ]*+|chục|trăm|nghìn|ngàn|triệu|tr\.?|tỷ|tỉ)\s*+)*+)"
_COIN = r"(?:đồng(?: việt nam| vn)?|đ|vnđ|vnd)(?!\w)"
_MONEY = re.compile(rf"(?<![\w.,])(?<!\d ){_MANY}({_COIN})")
_ALONE = re.compile(rf"{_MANY}(?:{_COIN})?\.?")
_LABEL = r"(?:đơn vị(?: tính)?|đvt)"
_LINE = re.compile(rf"({_LABEL})\s*:\s*(.+)", re.I)
_BARE = re.compile(rf"(?:{_LABEL}\s*:?)?\s*({_MANY}{_COIN})\.?")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_LABELLED = re.compile(rf"^{_LABEL}\s*:?")
_BEFORE = (";", ",", "/", ":", "(", "–", "-", " và")
_AFTER = re.compile(r"\s*(?:$|[;,./)(–-])")


def unit_factor(text: str) -> int | None:
    """How many đồng one unit of a unit line is; None when it names no money."""
    return _money(clean(text).casefold(), sure=True)


def unit_above(texts: Iterable[str]) -> int | None:
    """The unit that the lines above a table name: the first that names money, else one that is no more
    than a unit (`(Nghìn đồng)`). An office with đồng in its name (`Đơn vị: UBND xã …`) names none."""
    lines = [clean(text).casefold() for text in texts]
    named = [hit for line in lines if (hit := _LINE.search(line))]
    units = (_money(hit.group(2), sure=hit.group(1) != "đơn vị") for hit in named)
    bare = (hit for line in lines if (hit := _BARE.fullmatch(line.removeprefix("(").rstrip(")"))))
    alone = (_FACTORS.get(_many(hit.group(2))) for hit in bare)
    return next((factor for factor in (*units, *alone) if factor), None)


def unit_in_heading(heading: str) -> int | None:
    """The unit that a heading names itself: `Tổng mức đầu tư (triệu đồng)`; None when it names none."""
    for inside in _BRACKETS.findall(clean(heading).casefold()):
        hit = _ALONE.fullmatch(_LABELLED.sub("", inside.strip()).strip())
        if hit and any(map(str.isalpha, hit.group())):
            return _FACTORS.get(_many(hit.group(1)))
    return None


def _money(line: str, *, sure: bool) -> int | None:
    """The first words for money of a line; one that may be no unit line must name it by itself."""
    for hit in _MONEY.finditer(line):
        before = line[: hit.start()].rstrip()
        whole = (not before or before.endswith(_BEFORE)) and _AFTER.match(line, hit.end())
        if sure or hit.group(1) or hit.group(2).startswith("vn") or whole:
            return _FACTORS.get(_many(hit.group(1)))
    return None


def _many(words: str) -> str:
    return re.sub(r"[\s.,]", "", words)
