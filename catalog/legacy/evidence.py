"""Texts of a column -> which charset they are in, by what can and what cannot be a Vietnamese syllable."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from catalog.legacy.charsets import LEGACY_LETTER, decode, is_made_of
from catalog.legacy.syllables import is_syllable

CHARSETS = ("tcvn3", "vni")
#: Letters that Vietnamese has in Unicode and that no legacy text can hold; combining marks among them.
_UNICODE_ONLY = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0"
                           "\u0300-\u036f\u1ea0-\u1ef9]")  # fmt: skip
_TOKEN = re.compile(
    "[A-Za-z\u00a1-\u00ff\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0-\u01b0\u0300-\u036f\u1ea0-\u1ef9]+"
)
_VOWEL = re.compile(r"[aeiouyAEIOUY]|[^\x00-\x7f]")
_SHORT = re.compile("[B-DF-HJ-NP-TV-XZ]*Đ[B-DF-HJ-NP-TV-XZ]*|đ[b-df-hj-np-tv-xz]+")
_ABBREVIATION = re.compile("[A-Z]{2,4}")
#: A footnote sign, a trade mark or a quotation mark beside a word says nothing of the word.
_BESIDE = re.compile("^«+|[»¹²³®©°·]+$")
_SYMBOLS = "¡¢£¤¥¦§¨©ª«¬®µ¶·¸¹»¼½¾×÷"
_FOREIGN = "åäëîïðñöøûüþßæçÅÄËÎÏÐÑÖØÛÜÞÆÇ"  # letters that Vietnamese does not use in Unicode
_TELLING = {
    "tcvn3": re.compile(
        f"(?<=[A-Za-z\u00ad])[{_SYMBOLS}\u00ad]|[{_FOREIGN}]|[a-z][À-Þ]|[ß-þ][A-Z]|\u00ad[à-þ]"
        "|(?<![A-ZÀ-Þ])[A-Z][À-ÖØ-Þ](?=[a-z])"
    ),
    "vni": re.compile(f"[aA][êéèúÊÉÈÚ]|[aeoAEO][âáàãÂÁÀÃ]|[aeouyôAEOUYÔ][ùõÙÕ]|[{_FOREIGN}]"),
}
#: What no text in a language of Europe holds: one such syllable is enough.
_STRONG = {
    "tcvn3": re.compile(
        "(?<=[A-Za-z\u00ad])[¨©«¬®µ¶·¸»¼½¾]|[a-z][À-ÖØ-Þ]|\u00ad[à-þ]"
        "|(?<![A-ZÀ-Þ])[A-Z][À-ÖØ-Þ](?=[a-z])"
        "|(?<=[A-Za-z])[¡¢£¤¥¦](?=[A-Za-z])|(?<=[A-Z])§"
        "|(?<=[A-Za-z])×(?=[a-z]{2})|(?<=[A-Za-z])÷(?![A-Za-z0-9])"
    ),
    "vni": re.compile(
        "[aA][âáàãäåêèÂÁÀÃÄÅÊÈ]|[eoEO][âåäÂÅÄ]|[aeouyAEOUY][øõØÕ]|[ôöÔÖ][ùøûõïÙØÛÕÏ]|[ñÑ][öÖ]|[öÖ][ôÔ]"
        "|(?<=[B-DF-HJ-NP-TV-Z])Ñ"
    ),
}
#: All that may be telling, and more: one class first, so that a whole column is passed in a millisecond.
_SUSPECT = re.compile(
    f"[\u00a1-\u00ff](?:(?<=[{_SYMBOLS}\u00ad{_FOREIGN}])|(?<=[a-z][À-Þ])|(?<=[ß-þ])(?=[A-Z])"
    "|(?<=[A-Z][À-ÖØ-Þ])(?=[a-z])|(?<=[aA][êéèúÊÉÈÚ])|(?<=[aeoAEO][âáàãÂÁÀÃ])|(?<=[aeouyôAEOUYÔ][ùõÙÕ]))"
)
_ENOUGH_SYLLABLES, _ENOUGH_SHARE = 2, 0.7
#: A sign inside a word, a replacement or control character, UTF-8 read as cp1252 (`nhÃ\u00a0`: nhà; but
#: `XÃ\u00a0AN` are two words that a space holds together).
MOJIBAKE = re.compile(
    "[\u0080-\u009f¡¢£¤¥¦§¨©ª¬®µ¶¸¹¼½¾áÃÄÆ\ufffd](?:(?<=[\ufffd\u0080-\u009f])"
    "|(?<=[A-Za-zÀ-\u1ef9][¡-¾])(?=[A-Za-zÀ-\u1ef9])"
    "|(?<=á)[º»]|(?<=Ã)(?:[\u00a1-\u00bf]|\u00a0(?![A-ZÀ-ÞĂĐĨŨƠƯ\u1ea0-\u1ef9]))|(?<=Ä)[\u2018\u0091]|(?<=Æ)°)"
)


@dataclass(frozen=True, slots=True)
class Readings:
    """How many words of a text are syllables, as it stands and in each charset.

    `words` counts all words, `plain` the ASCII syllables; the others only words that are not ASCII.
    """

    as_is: int
    tcvn3: int
    vni: int
    plain: int
    words: int

    def of(self, charset: str) -> int:
        """The syllables in that charset."""
        return self.tcvn3 if charset == "tcvn3" else self.vni

    def best(self) -> str | None:
        """The charset that reads more syllables than the text as it stands and the other charset."""
        if self.tcvn3 > max(self.as_is, self.vni):
            return "tcvn3"
        return "vni" if self.vni > max(self.as_is, self.tcvn3) else None


def is_clean(text: str) -> bool:
    """Whether a text must not be decoded: ASCII, Unicode Vietnamese, or no legacy letter at all."""
    return (
        text.isascii()
        or _UNICODE_ONLY.search(text) is not None
        or LEGACY_LETTER.search(text) is None
    )


def is_sound(texts: Iterable[str]) -> bool:
    """The quick test of a whole column: no text in it can be legacy by what it says, none is damaged."""
    odd = "\n".join([text for text in texts if not text.isascii()])
    if MOJIBAKE.search(odd):
        return False
    ends = ((f.start(), odd.find("\n", f.start())) for f in _SUSPECT.finditer(odd))
    lines = {odd[odd.rfind("\n", 0, at) + 1 : end if end > 0 else None] for at, end in ends}
    return all(_UNICODE_ONLY.search(line) and not is_mixed(line) for line in lines)


def is_mixed(text: str) -> bool:
    """Whether a text has letters of Unicode and two words that only a legacy charset can spell.

    So it is when a part of it was pasted; no one reading fits the whole.
    """
    if not _UNICODE_ONLY.search(text):
        return False
    tokens = {token for token in _TOKEN.findall(text) if not token.isascii()}
    return any(
        sum(_weighed(token)[at] and not _weighed(token)[0] for token in tokens) >= _ENOUGH_SYLLABLES
        and _is_telling(tokens, charset)
        for at, charset in enumerate(CHARSETS, start=1)
    )


def verdict(texts: Sequence[str]) -> str | None:
    """The charset (`tcvn3`, `vni`) that most legacy texts of a column are in; None without clear proof."""
    if is_sound(texts):
        return None
    found = proven({text: readings(text) for text in texts if not is_clean(text)}, Counter(texts))
    return max(found, key=lambda charset: found[charset]) if found else None


def proven(read: Mapping[str, Readings], times: Mapping[str, int]) -> dict[str, int]:
    """Charset -> how many of these texts, none of them clean, it explains; only charsets with proof.

    Proof is a syllable that no other language would spell so, or two different ones of which one is
    never spelt so in Unicode Vietnamese, in texts whose words are then mostly syllables.
    """
    if not _SUSPECT.search("\n".join(read)):
        return {}
    unread = sum(r.words for r in read.values() if not (r.as_is or r.tcvn3 or r.vni))
    found = {}
    for charset in CHARSETS:
        explained = {text: r for text, r in read.items() if r.best() == charset}
        valid = sum(r.plain + r.of(charset) for r in explained.values())
        words = unread + sum(r.words for r in explained.values())
        if valid >= _ENOUGH_SHARE * words and _is_telling(explained, charset):
            found[charset] = sum(times[text] for text in explained)
    return found


def _is_telling(texts: Iterable[str], charset: str) -> bool:
    at = 1 + CHARSETS.index(charset)
    tokens = {token for text in texts for token in _TOKEN.findall(text) if not token.isascii()}
    gained = {token for token in tokens if _weighed(token)[at] > _weighed(token)[0]}
    telling = [token for token in gained if _TELLING[charset].search(token)]
    if any(_STRONG[charset].search(token) for token in telling):
        return True
    return bool(telling) and len({token.casefold() for token in gained}) >= _ENOUGH_SYLLABLES


def readings(text: str) -> Readings:
    """The syllables of a text in each of its readings."""
    as_is = tcvn3 = vni = plain = words = 0
    for token in _TOKEN.findall(text):
        now, in_tcvn3, in_vni = _weighed(token)
        if token.isascii():
            plain += now
        else:
            as_is, tcvn3, vni = as_is + now, tcvn3 + in_tcvn3, vni + in_vni
        words += now or (_VOWEL.search(token) is not None and not _ABBREVIATION.fullmatch(token))
    return Readings(as_is, tcvn3, vni, plain, words)


@lru_cache(maxsize=40_000)
def _weighed(token: str) -> tuple[bool, bool, bool]:
    """Whether a word is a syllable as it stands, in TCVN3, in VNI; a single letter says nothing."""
    if len(token) < 2:
        return False, False, False
    return _as_is(token), _reads(token, "tcvn3"), _reads(token, "vni")


def _as_is(token: str) -> bool:
    """A syllable as it stands, in one case: `NguyÔn` is none."""
    word = _BESIDE.sub("", token).replace("\u00ad", "")
    return word in (word.lower(), word.upper(), word.capitalize()) and is_syllable(word)


def _reads(token: str, charset: str) -> bool:
    """A syllable or an abbreviation with đ (`QĐ`, `đvt`), all of its letters known to the charset."""
    if not is_made_of(token, charset):
        return False
    word = decode(token, charset)
    return is_syllable(word) or _SHORT.fullmatch(word) is not None
