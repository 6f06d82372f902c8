"""Text out of TCVN3 -> the capitals that TCVN3 has no code for, where the other letters prove them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalog.legacy.charsets import SHARED_CODE
from catalog.legacy.syllables import is_syllable

_WORD = re.compile(r"[^\W\d_]+")
#: A lower-case letter that may stand for a capital: À has the code of à.
_SHARED = re.compile(f"[{SHARED_CODE}]")
#: A capital behind another letter: without one, no word is in capitals.
_CAPITALS = re.compile(r"(?<=[^\W\d_])[A-ZĂÂÊÔƠƯĐ]")
_SHARED_START = re.compile(rf"\b[{SHARED_CODE}]")
_ENOUGH_NAMES = 5


def with_capitals(text: str) -> str:
    """`Hộ: NGUYễN Hà úT` -> `Hộ: NGUYỄN HÀ ÚT`; a lone `Hà` may be Hà or HÀ and stays.

    A syllable in capitals speaks for its neighbours, unless a letter of theirs is certainly lower case.
    """
    if not _SHARED.search(text) or not _CAPITALS.search(text):
        return text
    words = _WORD.findall(text)
    open_to = [not any(map(str.islower, _SHARED.sub("", word))) for word in words]
    raised = [fits and _inner(word).isupper() for word, fits in zip(words, open_to, strict=True)]
    speaks = [up and is_syllable(word) for word, up in zip(words, raised, strict=True)]
    order = range(len(words))
    for run in (order, reversed(order)):
        before = False
        for i in run:
            before = speaks[i] or (before and open_to[i])
            raised[i] |= before
    marks = iter(raised)
    return _WORD.sub(lambda found: found[0].upper() if next(marks) else found[0], text)


def _inner(word: str) -> str:
    """The letters after the first whose case is certain."""
    return _SHARED.sub("", word[1:])


def with_names(column: Sequence[str], cells: Sequence[int]) -> dict[int, str]:
    """The names among these cells of a column, each word with its capital: `Mẫu út` -> `Mẫu Út`.

    In a column of names no word starts with a letter that is certainly lower case (`Nhà ở`, `Họp ấp`
    stand among words that do), and a name has neither digits nor punctuation (`Tổ 9, ấp Mẫu`).
    """
    starts = [word[0] for text in column for word in _WORD.findall(text)]
    if any(letter.islower() and letter not in SHARED_CODE for letter in starts):
        return {}
    many = len(set(column)) >= _ENOUGH_NAMES
    return {
        i: _SHARED_START.sub(lambda found: found[0].upper(), text)
        for i in cells
        if _SHARED_START.search(text := column[i]) and _is_name(text, 1 if many else 2)
    }


def _is_name(text: str, at_least: int) -> bool:
    words = text.split()
    certain = [word for word in words if word[0] not in SHARED_CODE]
    return len(certain) >= at_least and all(map(str.isalpha, words))
