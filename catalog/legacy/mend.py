"""Column of texts and fonts -> the same column in Unicode, and how we know. Nothing is guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from catalog.legacy.capitals import with_capitals, with_names
from catalog.legacy.charsets import charset_of_font, decode
from catalog.legacy.evidence import (
    MOJIBAKE,
    Readings,
    is_clean,
    is_mixed,
    is_sound,
    proven,
    readings,
)  # fmt: skip

#: The charset of a text that is damaged, or has two meanings: it is left as it was read.
UNKNOWN = "unknown"
#: Signs that are no word when they stand alone: `3 × 5` is a product, though × is ì in TCVN3.
_SIGN = re.compile(
    "(?<![^\\W\\d_]|[\u00a1-\u00ff])[×÷Ø©·¶§»¼½¾¹¡¢£¤¥¦¨](?![^\\W\\d_]|[\u00a1-\u00ff])"
)


@dataclass(frozen=True, slots=True)
class Mended:
    """A text and the charset it was in: None when it is unchanged. `sure` is false for a charset by score."""

    text: str | None
    charset: str | None = None
    sure: bool = True


def mend(
    texts: Sequence[str | None],
    fonts: Sequence[str | None],
    beside: AbstractSet[int] = frozenset(),
) -> list[Mended]:
    """The cells of one column, in their order: by font where it is a legacy font, else by score.

    `beside`: those in rows without a number. Over or under the legacy cells they are headings and
    signatures: typed in Unicode, they do not say that the cells between them are.
    Raises ValueError when there is not one font (or None) for each text.
    """
    if len(texts) != len(fonts):
        raise ValueError("one font, or None, for each text")
    mended = [Mended(text) for text in texts]
    charsets = {font: charset_of_font(font) for font in set(fonts)}
    if not any(charsets.values()) and is_sound([text for text in texts if text]):
        return mended
    changed = _changed([(i, t, charsets[fonts[i]]) for i, t in enumerate(texts) if t], beside)
    for i, cell in changed.items():
        mended[i] = cell
    in_tcvn3 = [i for i, cell in changed.items() if cell.charset == "tcvn3"]
    names = with_names([cell.text or "" for cell in mended], in_tcvn3) if in_tcvn3 else {}
    for i, text in names.items():
        mended[i] = Mended(text, "tcvn3", mended[i].sure)
    return mended


def _changed(
    cells: Sequence[tuple[int, str, str | None]], beside: AbstractSet[int]
) -> dict[int, Mended]:
    groups: dict[str | None, dict[int, str]] = {}
    for i, text, charset in cells:
        groups.setdefault(charset, {})[i] = text
    scored = groups.pop(None, {})
    changed: dict[int, Mended] = {}
    denied: dict[int, str] = {}
    for charset, group in groups.items():
        changed |= _by_font(group, str(charset))
        denied |= {i: text for i, text in group.items() if i not in changed}
    read = _by_score(scored | denied, beside)
    doubted = {i: Mended(text, UNKNOWN, sure=False) for i, text in denied.items()}
    return changed | doubted | {i: cell for i, cell in read.items() if cell.charset or i in scored}


def _by_font(cells: dict[int, str], charset: str) -> dict[int, Mended]:
    """The cells of one legacy font. Left out: what another charset reads better, and what is damaged.

    A column whose only telling cells are Unicode was typed in Unicode, whatever font it bears.
    """
    code = charset.removesuffix("_caps")
    odd = {i: readings(text) for i, text in cells.items() if not is_clean(text)}
    legacy = any(r.best() == code for r in odd.values())
    unicode = any(not text.isascii() and i not in odd for i, text in cells.items())
    unicode = unicode or any(r.as_is > r.of(code) for r in odd.values())
    if unicode and not legacy:
        return {i: Mended(text) for i, text in cells.items() if not MOJIBAKE.search(text)}
    read: dict[int, Mended] = {}
    for i, text in cells.items():
        if i in odd and odd[i].as_is <= odd[i].of(code):
            if odd[i].best() in (None, code):
                read[i] = _as(charset, text, sure=True)
        elif charset == "tcvn3_caps" and text.isascii():
            read[i] = _as(charset, text, sure=True)
        elif i in odd or not MOJIBAKE.search(text):
            read[i] = Mended(text)
    return read


def _by_score(cells: dict[int, str], beside: AbstractSet[int]) -> dict[int, Mended]:
    """The cells that only what they say can decide; ASCII is left out, it needs no decision."""
    cells = {i: text for i, text in cells.items() if not text.isascii()}
    odd = {i: readings(text) for i, text in cells.items() if not is_clean(text)}
    found = list(proven({cells[i]: r for i, r in odd.items()}, Counter(cells.values())))
    typed = {i for i in cells if i not in odd or odd[i].as_is > max(odd[i].tcvn3, odd[i].vni)}
    apart = _apart([i for i, r in odd.items() if r.best() in found], beside)
    read: dict[int, Mended] = {}
    for i, text in cells.items():
        if i in odd and found:
            unicode = bool(typed if i in apart else typed - apart)
            read[i] = _by_readings(text, odd[i], found, unicode)
        elif MOJIBAKE.search(text) or is_mixed(text):
            read[i] = Mended(text, UNKNOWN, sure=False)
    return read


def _apart(legacy: Sequence[int], beside: AbstractSet[int]) -> set[int]:
    """Those of the cells beside the rows of data that stand over the first legacy cell or under the last."""
    if not legacy:
        return set()
    return {i for i in beside if not min(legacy) <= i <= max(legacy)}


def _by_readings(text: str, counted: Readings, found: list[str], unicode: bool) -> Mended:
    """The reading with the most syllables among those that the column has; two equal ones are none."""
    scores: dict[str | None, int] = {charset: counted.of(charset) for charset in found}
    if unicode:
        scores[None] = counted.as_is
    most = max(scores.values())
    if most == 0 and MOJIBAKE.search(text):
        return Mended(text, UNKNOWN, sure=False)
    best = {_as(c, text, sure=False) for c, score in scores.items() if score == most}
    if len({cell.text for cell in best}) > 1:
        return Mended(text, UNKNOWN, sure=False) if most else Mended(text)
    return best.pop()


def _as(charset: str | None, text: str, sure: bool) -> Mended:
    """The text read in a charset, signs kept, capitals restored."""
    if charset is None:
        return Mended(text)
    parts = _SIGN.split(text)
    signs = [*_SIGN.findall(text), ""]
    read = "".join(decode(part, charset) + sign for part, sign in zip(parts, signs, strict=True))
    read = with_capitals(read) if charset == "tcvn3" else read
    return Mended(text) if read == text else Mended(read, charset, sure)
