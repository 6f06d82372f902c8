"""styles.xml -> what a number format or a font says of the cells that bear it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from xml.etree import ElementTree

from etl.read.evidence import Refused

LONGEST = 255  # letters of a number format; Excel takes no more
_LEGACY_FONT = re.compile(r"^(?:\.?Vn[A-Z]|VNI)", re.I)
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_SCALED = re.compile(r"[0#?](,+)(?![0#?])")
_SHOWS_VALUE = re.compile(r"[0#?@dmyhs]|general", re.I)  # a format of words alone hides the value
_ZEROS = re.compile(r"^0{3,}$")
_BUILT_IN = {9: "0%", 10: "0.00%"}


def tags_of(styles: bytes) -> dict[int, str]:
    """Cell style -> its tags, joined by `;`, for those styles that change a cell's meaning.

    `percent`: shown times 100; `percent_text`: a % sign that changes nothing; `scaled`: shown
    divided by thousands; `zeros:N`: shown with leading zeros; `font:NAME`: letters of an old font.
    """
    if not styles:
        return {}
    try:
        root = ElementTree.fromstring(styles)
    except ElementTree.ParseError as error:
        raise Refused("file.damaged") from error
    formats = {
        int(e.get("numFmtId", "0")): e.get("formatCode", "") for e in _under(root, "numFmts")
    }
    fonts = [_font_name(font) for font in _under(root, "fonts")]
    cells = (
        (int(style.get("numFmtId", "0")), int(style.get("fontId", "0")))
        for style in _under(root, "cellXfs")
    )
    return tagged(formats, fonts, cells)


def tagged(
    formats: Mapping[int, str], fonts: Sequence[str], cells: Iterable[tuple[int, int]]
) -> dict[int, str]:
    """Cell style -> its tags, from the numbers of its format and its font, in any container."""
    found = {}
    for index, (number, font) in enumerate(cells):
        code = (formats.get(number) or _BUILT_IN.get(number, ""))[:LONGEST]
        tags = [*_of_format(code), *_of_font(fonts[font] if font < len(fonts) else "")]
        if tags:
            found[index] = ";".join(tags)
    return found


def _under(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [e for group in root if group.tag.endswith(f"}}{name}") for e in group]


def _font_name(font: ElementTree.Element) -> str:
    return next((e.get("val", "") for e in font if e.tag.endswith("}name")), "")


def _of_format(code: str) -> list[str]:
    if not code:
        return []
    plain = _QUOTED.sub("", code.split(";")[0])
    tags = ["percent"] if "%" in plain else ["percent_text"] if "%" in code else []
    scaled = _SCALED.search(plain) or not _SHOWS_VALUE.search(plain)
    tags += ["scaled"] if scaled else []
    return tags + ([f"zeros:{len(plain)}"] if _ZEROS.match(plain) else [])


def _of_font(name: str) -> list[str]:
    return [f"font:{name}"] if _LEGACY_FONT.match(name) else []
