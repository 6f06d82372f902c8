"""Unicode <-> TCVN3/ABC and VNI-Windows, as these look when read as Latin-1."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product

from catalog.toml import load

_TCVN3_PAIRS = load("legacy/letters.toml")["tcvn3"]["pairs"].split()
_FROM_TCVN3 = {pair[1]: pair[0] for pair in _TCVN3_PAIRS}
_DECODED = {ord(code): letter for code, letter in _FROM_TCVN3.items()}
_OWN_CODE = {pair[0]: pair[1] for pair in _TCVN3_PAIRS}
#: Letters whose capital has no code of its own: it is written with the lower-case code.
SHARED_CODE = "".join(letter for letter in _OWN_CODE if letter.upper() not in _OWN_CODE)
_TO_TCVN3 = _OWN_CODE | {letter.upper(): _OWN_CODE[letter] for letter in SHARED_CODE}

# VNI-Windows: a vowel and then its mark, which carries the shape and the tone; the case is the vowel's.
_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_CIRCUMFLEX = dict(zip(("", *_TONES), "âáàåãä", strict=True))
_BREVE = dict(zip(("", *_TONES), "êéèúüë", strict=True))
_VNI_ALONE = dict(zip("ơưđíìỉĩịỵ", "ôöñíìæóòî", strict=True))


def _vni_letters() -> dict[str, str]:
    """Every lower-case letter of Vietnamese that is not ASCII -> its VNI spelling."""
    toned = {v + t: (v, mark) for v, (t, mark) in product("aeouy", _TONES.items())}
    toned |= {v + t: (_VNI_ALONE[v], mark) for v, (t, mark) in product("ơư", _TONES.items())}
    toned |= {v + "\u0302" + t: (v, mark) for v, (t, mark) in product("aeo", _CIRCUMFLEX.items())}
    toned |= {"a\u0306" + tone: ("a", mark) for tone, mark in _BREVE.items()}
    pairs = {unicodedata.normalize("NFC", k): vowel + mark for k, (vowel, mark) in toned.items()}
    return pairs | _VNI_ALONE


_SPELT = _vni_letters()
_TO_VNI = _SPELT | {letter.upper(): spelt.upper() for letter, spelt in _SPELT.items()}
#: `AÁ` and `Aá` are both Ấ; `aÁ` is ấ.
_FROM_VNI = {
    first + rest: letter.upper() if first.isupper() else letter
    for letter, spelt in (("ỵ", "yï"), *_SPELT.items())
    for first, rest in product({spelt[0], spelt[0].upper()}, {spelt[1:], spelt[1:].upper()})
}
_VNI_SPELLING = re.compile("|".join(sorted(_FROM_VNI, key=len, reverse=True)))
_MADE_OF = {
    "tcvn3": re.compile(f"[A-Za-z{''.join(_FROM_TCVN3)}]+"),
    "vni": re.compile(f"(?:{_VNI_SPELLING.pattern}|[A-Za-z])+"),
}
LEGACY_LETTER = re.compile(
    f"[{''.join(sorted({*''.join([*_FROM_TCVN3, *_FROM_VNI])} - set('aeouyAEOUY')))}]"
)
_STYLE = re.compile(r"(?:\s+(?:bold|italic|normal|regular))+$", re.IGNORECASE)


def encode_tcvn3(text: str) -> str:
    """Unicode -> TCVN3; a capital that TCVN3 has no code for takes the lower-case code."""
    return "".join(_TO_TCVN3.get(c, c) for c in unicodedata.normalize("NFC", text))


def encode_vni(text: str) -> str:
    """Unicode -> VNI-Windows."""
    return "".join(_TO_VNI.get(c, c) for c in unicodedata.normalize("NFC", text))


def decode(text: str, charset: str) -> str:
    """Legacy text -> NFC. Decode before stripping what is invisible: ư of TCVN3 is the soft hyphen.

    `charset` is `tcvn3`, `tcvn3_caps` (a font of capitals: everything is a capital) or `vni`.
    """
    if charset == "vni":
        return unicodedata.normalize("NFC", _VNI_SPELLING.sub(lambda m: _FROM_VNI[m[0]], text))
    if charset not in ("tcvn3", "tcvn3_caps"):
        raise ValueError(f"no such charset: {charset}")
    read = unicodedata.normalize("NFC", text.translate(_DECODED))
    return read.upper() if charset == "tcvn3_caps" else read


def decode_cp1258(data: bytes) -> str:
    """Bytes of Windows-1258 -> NFC; the codec alone leaves the tone marks apart."""
    return unicodedata.normalize("NFC", data.decode("cp1258"))


def is_made_of(word: str, charset: str) -> bool:
    """Whether every letter of a word stands in the charset; `à` does not stand in TCVN3."""
    return _MADE_OF[charset].fullmatch(word) is not None


@lru_cache(maxsize=1_000)
def charset_of_font(font_name: str | None) -> str | None:
    """The charset that a font draws: `.VnTime` tcvn3, `.VnTimeH` tcvn3_caps, `VNI-Times` vni."""
    name = _STYLE.sub("", (font_name or "").strip().lstrip("@"))
    if name.casefold().startswith(("vni-", "vni ", ".vni")):
        return "vni"
    if not name.casefold().startswith(".vn"):
        return None
    one_case = name.islower() or name.isupper()
    return "tcvn3_caps" if name.endswith("H") or (one_case and name.endswith("h")) else "tcvn3"
