"""A text -> the same text without towers of marks: thousands on one letter take minutes to put in order."""

from __future__ import annotations

import re

TALL = 200  # letters; a shorter text cannot hold a tower that takes time
BROKEN = "\ufffd"  # says that something was there that nobody can read
_TOWER = re.compile(
    "([\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff"
    "\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{8})[\u0300-\u036f\u0483-\u0487"
    "\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)


def without_towers(text: str) -> str:
    """The text with at most eight marks on a letter; where there were more, a sign that it is broken."""
    return _TOWER.sub(rf"\1{BROKEN}", text)
