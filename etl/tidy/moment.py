"""The lines above a table -> the day that they say, or the line that should say one and cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from catalog.spelling import clean
from etl.tidy.dates import date_of

_TO = r"(?:\s*(?:tính|đến|hết|thời điểm|ngày|\d{1,2}\s*(?:giờ|h)|:))*+\s*"
_DATE = (
    r"(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}"
    r"|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})(?!\d)"
)
#: What says the day of a table: the words of a review, then those of other data.
_WORDS = (
    r"(?:thời điểm rà soát)",
    r"(?:số liệu (?:được )?(?:tính )?đến|(?:^|[(;.,])\s*tính đến)",
)
_SAID = tuple(re.compile(rf"{words}{_TO}{_DATE}", re.I) for words in _WORDS)
_MEANT = (
    re.compile(r"thời điểm rà soát\s*:([^;)]*)", re.I),
    re.compile(rf"{_WORDS[1]}([^;)]*)", re.I),
)
_UNTIL = re.compile(rf"đến (?:hết )?ngày\s*{_DATE}", re.I)
_SIGNED = re.compile(r"ngày\s+(\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: The words of a line that was not filled in; any other word says a time that is no day.
_BLANK = re.compile(r"\b(?:tính|đến|hết|thời điểm|ngày|tháng|năm)\b", re.I)


def said_day(texts: Iterable[str]) -> tuple[date | None, str]:
    """The day that the lines say, and "" - or None and the line whose day cannot be read.

    A line that was not filled in, or names no more than a year, says no day: None and "".
    """
    lines = [clean(text) for text in texts]
    for said, meant in zip(_SAID, _MEANT, strict=True):
        day = _first(said, lines)
        if day:
            return day, ""
        unread = next((line for line in lines if _has_day(meant.search(line))), "")
        if unread:
            return None, unread
    return None, ""


def said_in_words(texts: Iterable[str]) -> str:
    """The line that says the time of the table in words, `cuối năm`: no day; "" when there is none."""
    lines = [clean(text) for text in texts]
    for said, meant in zip(_SAID, _MEANT, strict=True):
        if not any(map(said.search, lines)):
            worded = (line for line in lines if _has_words(meant.search(line)))
            found = next(worded, "")
            if found:
                return found
    return ""


def day_until(texts: Iterable[str]) -> date | None:
    """The day of `Đến ngày …`: so a bank writes it."""
    return _first(_UNTIL, map(clean, texts))


def day_signed(texts: Iterable[str]) -> date | None:
    """The day of `…, ngày … tháng … năm …` over a title."""
    return _first(_SIGNED, map(clean, texts))


def _first(pattern: re.Pattern[str], lines: Iterable[str]) -> date | None:
    hit = next((hit for line in lines if (hit := pattern.search(line))), None)
    return date_of(hit.group(1))[0] if hit else None


def _has_day(hit: re.Match[str] | None) -> bool:
    return hit is not None and any(c.isdigit() for c in _YEAR.sub("", hit.group(1)))


def _has_words(hit: re.Match[str] | None) -> bool:
    if hit is None or _has_day(hit):
        return False
    return any(map(str.isalpha, _BLANK.sub("", _YEAR.sub("", hit.group(1)))))
