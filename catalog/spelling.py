"""Text -> match key: what two spellings of one thing have in common. Display text is never changed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_CONTROL = re.compile(r"_x[0-9A-Fa-f]{4}_|[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\w+")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TWO_PLACES = re.compile("(?<!q)(?:oa|oe|uy)")  # where writers put a tone on either vowel


def clean(text: str) -> str:
    """NFC text without invisible characters, control characters and doubled spaces."""
    plain = text.isprintable() and "  " not in text and "_x" not in text
    if plain and (text.isascii() or unicodedata.is_normalized("NFC", text)):
        return text.strip()  # nothing of the kind: most texts of an office are such
    text = _CONTROL.sub(" ", _INVISIBLE.sub("", text))
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


@lru_cache(maxsize=50_000)
def _with_old_tone(word: str) -> str:
    """`hoà` and `hòa`, `thoát` and `thóat` -> one form: the tone of oa, oe, uy stands on its first vowel."""
    if word.isascii():
        return word
    plain = unicodedata.normalize("NFD", word)
    tones = [mark for mark in plain if mark in _TONES]
    bare = unicodedata.normalize("NFC", "".join(c for c in plain if c not in _TONES))
    pair = _TWO_PLACES.search(bare)
    if len(tones) != 1 or pair is None or len(bare) != len(word):
        return word
    first = pair.start()
    if (word[:first], word[first + 2 :]) != (bare[:first], bare[first + 2 :]):
        return word  # the tone stands elsewhere: `nguyễn`
    return unicodedata.normalize("NFC", bare[: first + 1] + tones[0] + bare[first + 1 :])


@lru_cache(maxsize=50_000)
def key(text: str) -> str:
    """The match key of a text: case, spacing, punctuation and tone placement do not count.

    Tone marks do: `An Khuong` and `An Khương` have two keys, for folding them would merge names.
    """
    if text.isascii() and text.isprintable() and "_x" not in text:
        return " ".join(_WORD.findall(text.lower()))
    return " ".join(map(_with_old_tone, _WORD.findall(clean(text).casefold())))


def folded(text: str) -> str:
    """The key without any mark: good for suggesting a spelling, never for merging two."""
    plain = unicodedata.normalize("NFD", key(text)).replace("đ", "d")
    return "".join(c for c in plain if not unicodedata.combining(c))
