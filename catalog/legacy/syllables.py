"""Word -> is it a Vietnamese syllable? Onsets, rimes and tones; no list of words."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from catalog.toml import load

_PARTS = {name: text.split() for name, text in load("legacy/letters.toml")["syllable"].items()}
#: c, g and ng stand before these letters, k, gh and ngh before those.
_BACK, _FRONT = "aăâoôơuư", "eêiy"
_TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
_STOPPED = ("", "\u0301", "\u0323")
_WORD = re.compile(r"[^\W\d_]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def is_syllable(word: str) -> bool:
    """Whether a word, whatever its case, can be a Vietnamese syllable."""
    return word.casefold() in syllables()


def syllable_share(text: str) -> float:
    """The share of the words of a text that are Vietnamese syllables; 1 where there are no words."""
    words = _WORD.findall(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)))
    return sum(map(is_syllable, words)) / len(words) if words else 1.0


@cache
def syllables() -> frozenset[str]:
    """Every syllable that the rules allow, lower case, NFC, the tone in its new and its old place."""
    return frozenset(
        onset + toned
        for rime, onsets in _onsets_by_rime().items()
        for toned in _toned(rime)
        for onset in onsets
    ) | frozenset("qu" + toned for rime in _PARTS["rimes_after_qu"] for toned in _toned(rime))


def _onsets_by_rime() -> dict[str, list[str]]:
    pairs = {rime: _onsets(rime) for rime in _PARTS["rimes"]}
    for rime in _PARTS["rimes_after_g"]:
        pairs[rime].append("g")
    return pairs | {rime: [""] for rime in _PARTS["rimes_without_onset"]}


def _onsets(rime: str) -> list[str]:
    if rime == "y":
        return ["", *_PARTS["onsets_before_y"]]
    if rime.startswith(("oa", "oă", "oe")):
        return [*_PARTS["onsets"], "", "g", "ng"]  # c before these is written qu
    if rime[0] in _BACK:
        return [*_PARTS["onsets"], "", "c", "g", "ng", "gi"]
    silent = [] if rime.startswith("iê") else [""]  # iê without an onset is written yê
    before_e = ["gi"] if rime[0] in "eê" else []
    return [*_PARTS["onsets"], *silent, "k", "gh", "ngh", *before_e]


def _toned(rime: str) -> set[str]:
    tones = _STOPPED[1:] if rime.endswith(("c", "ch", "p", "t")) else _TONES
    return {
        unicodedata.normalize("NFC", rime[: at + 1] + tone + rime[at + 1 :])
        for tone in tones
        for at in _places_of_tone(rime)
    }


def _places_of_tone(rime: str) -> list[int]:
    """Where the tone mark may stand: `hòa` and `hoà` are both written, `hoàn` has one way."""
    vowels = [i for i, letter in enumerate(rime) if letter in _BACK + _FRONT]
    marked = [i for i in vowels if rime[i] in "ăâêôơư"]
    if marked:
        return marked[:1] if rime in ("ưa", "ưu") else marked[-1:]
    if rime in ("oa", "oe", "uy"):
        return [0, 1]
    closed = len(vowels) < len(rime)
    return [1] if len(vowels) == 3 or (len(vowels) == 2 and closed) else [0]
