"""Texts whose letters bear several fonts -> one text in Unicode, run by run; or that nobody can tell."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from catalog.legacy import charset_of_font, decode, syllable_share
from catalog.legacy.capitals import with_capitals
from etl.read.evidence import Evidence, Refused

Run = tuple[str, str]  # letters and their font, "" for the font of the cell
_OLD = re.compile(rb'<(?:\w+:)?rFont\b[^>]*\bval=["\'](?:\.?Vn[A-Z]|VNI)', re.I)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NEW_LETTER = re.compile("[\u0102\u0103\u0110\u0111\u01a0-\u01b0\u0300-\u036f\u1ea0-\u1ef9]")


@dataclass(frozen=True)
class Letters:
    """The text of a cell as it was and as it reads; the rule that says what was done, as a `Mend` says it."""

    was: str
    text: str
    rule: str
    severity: str
    found: str = ""


def shared_runs(texts: bytes) -> dict[int, list[Run]]:
    """The shared texts of which a part bears an old font, by their number.

    Raises Refused where texts run into each other: every cell behind would show another one's.
    """
    if not _is_old(texts) and texts.count(b"<si>") == texts.count(b"</t></si>"):
        return {}
    try:
        items = [e for e in ElementTree.fromstring(_CONTROL.sub(b"", texts)) if _local(e) == "si"]
    except ElementTree.ParseError as error:
        raise Refused("file.damaged") from error
    return {i: runs for i, e in enumerate(items) if (runs := _runs(e))}


def _is_old(part: bytes) -> bool:
    """Whether a run of letters bears an old font; nearly every part says no at once."""
    return b"rFont" in part and _OLD.search(part) is not None


def see_runs(found: Evidence, sheet: bytes, shared: Mapping[int, list[Run]]) -> None:
    """Note the cells of a sheet whose letters bear several fonts, an old one among them."""
    if not shared and not _is_old(sheet):
        return
    for at, runs in _cells(sheet, shared):
        note_runs(found, at, runs)


def note_runs(found: Evidence, at: str, runs: list[Run]) -> None:
    """Note what the letters of a cell say together; a run without a font bears the cell's."""
    tags = found.tags.get(at, "").split(";")
    own = next((t.removeprefix("font:") for t in tags if t.startswith("font:")), "")
    read = read_runs([(text, font or own) for text, font in runs])
    if read is not None:
        found.letters[at] = read


def is_mixed(fonts: Iterable[str]) -> bool:
    """Whether an old font is among them."""
    return any(charset_of_font(font) for font in fonts)


def _cells(sheet: bytes, shared: Mapping[int, list[Run]]) -> Iterator[tuple[str, list[Run]]]:
    try:
        for _, element in ElementTree.iterparse(io.BytesIO(sheet)):
            if _local(element) != "c":
                continue
            value = next((e.text or "" for e in element if _local(e) == "v"), "")
            inline = next((e for e in element if _local(e) == "is"), None)
            runs = _runs(inline) if inline is not None else []
            if element.get("t") == "s" and value.isdigit():
                runs = shared.get(int(value), [])
            if runs and element.get("r"):
                yield element.get("r", ""), runs
            element.clear()
    except ElementTree.ParseError as error:
        raise Refused("file.damaged") from error


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _runs(item: ElementTree.Element) -> list[Run]:
    """The runs of a text; none when no run bears an old font."""
    found = []
    for run in (e for e in item if _local(e) == "r"):
        text = "".join(e.text or "" for e in run if _local(e) == "t")
        fonts = (e.get("val", "") for p in run for e in p if _local(e) == "rFont")
        found.append((text, next(fonts, "")))
    return found if is_mixed(font for _, font in found) else []


def read_runs(runs: list[Run]) -> Letters | None:
    """The text with the runs of old fonts decoded, when this reads as Vietnamese; else a doubt.

    None where there is nothing to decode: the runs of old fonts hold what is the same in any font.
    """
    flat = "".join(text for text, _ in runs)
    read = "".join(_decoded(text, charset_of_font(font)) for text, font in runs)
    charsets = [c for text, font in runs if text.strip() and (c := charset_of_font(font))]
    if read == flat and not _is_of_two_worlds(runs):
        return None
    if "tcvn3" in charsets:
        read = with_capitals(read)
    if syllable_share(read) > syllable_share(flat) and not _is_of_two_worlds(runs):
        named = {"VNI" if charset == "vni" else "TCVN3" for charset in charsets}
        return Letters(flat, read, "text.decoded", "note", ", ".join(sorted(named)))
    return Letters(flat, flat, "text.unknown", "warning")


def _decoded(text: str, charset: str | None) -> str:
    """A run in an old font that was typed in Unicode all the same is left as it is."""
    return text if charset is None or _NEW_LETTER.search(text) else decode(text, charset)


def _is_of_two_worlds(runs: list[Run]) -> bool:
    """Whether one run holds letters of both worlds: no single reading fits it."""
    return any(
        charset_of_font(font)
        and _NEW_LETTER.search(text)
        and re.search("[\u00a1-\u00bf\u00ad]", text)
        for text, font in runs
    )


def put_letters(rows: list[list[object]], evidence: Evidence) -> dict[str, list[str]]:
    """Put the decoded texts into the grid; what was done to which cell."""
    from etl.read.evidence import number_of

    told = {}
    for at, letters in evidence.letters.items():
        name = at.rstrip("0123456789")
        row, column = int(at[len(name) :]) - 1, number_of(name) - 1
        if row < len(rows) and rows[row][column : column + 1] == [letters.was]:
            rows[row][column] = letters.text
            told[at] = [letters.rule, letters.severity, letters.found]
    return told
