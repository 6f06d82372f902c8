"""Styles of an .ods -> what the format or the font of a cell says, in the words of `styles.py`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

from etl.read.styles import tagged

Element = ElementTree.Element
_KINDS = ("number-style", "percentage-style", "currency-style")


def local(tag: str) -> str:
    """The name of an element or attribute without its space."""
    return tag.rpartition("}")[2]


def get(element: Element, name: str) -> str:
    """An attribute by its name without its space; empty when it is not there."""
    return next((v for k, v in element.attrib.items() if local(k) == name), "")


def span_fonts(parts: Iterable[Element]) -> dict[str, str]:
    """Name of a style of letters -> its font, of the styles of the document and of the sheet's own."""
    every = [element for part in parts for element in part.iter()]
    families = _families(every)
    found = {get(e, "name"): _font(e) for e in every if get(e, "family") == "text"}
    return {name: families.get(font, font) for name, font in found.items() if font}


def _families(every: list[Element]) -> dict[str, str]:
    return {
        get(e, "name"): get(e, "font-family").strip("'\"")
        for e in every
        if local(e.tag) == "font-face"
    }


def cell_styles(parts: Iterable[Element]) -> dict[str, str]:
    """Name of a cell style -> its tags, of the styles of the document and of the sheet's own."""
    every = [element for part in parts for element in part.iter()]
    families = _families(every)
    codes = {get(e, "name"): _code(e) for e in every if local(e.tag) in _KINDS}
    styles = {
        get(e, "name"): e
        for e in every
        if local(e.tag) == "style" and get(e, "family") == "table-cell"
    }
    found: dict[str, str] = {}
    for name in styles:
        line = list(_with_parents(name, styles))
        code = next((c for e in line if (c := codes.get(get(e, "data-style-name"), ""))), "")
        font = next((f for e in line if (f := _font(e))), "")
        tags = tagged({0: code}, [families.get(font, font)], [(0, 0)])
        found |= {name: tags[0]} if tags else {}
    return found


def _with_parents(name: str, styles: dict[str, Element]) -> Iterator[Element]:
    """A style and those that it builds on; one that builds on itself ends there."""
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        yield styles[name]
        name = get(styles[name], "parent-style-name")


def _font(style: Element) -> str:
    texts = (e for e in style if local(e.tag) == "text-properties")
    return next((get(e, "font-name") or get(e, "font-family").strip("'\"") for e in texts), "")


def _code(style: Element) -> str:
    """A number style as the format that Excel would write, as far as it changes a meaning."""
    code = ""
    for part in style:
        text = part.text or ""
        if local(part.tag) == "number":
            digits, factor = get(part, "min-integer-digits"), get(part, "display-factor")
            code += "0" * min(int(digits), 20) if digits.isdigit() and int(digits) > 1 else "#0"
            code += ".0" if get(part, "decimal-places") not in ("", "0") else ""
            code += "," * ((len(re.sub(r"\.0*$", "", factor)) - 1) // 3)
        elif local(part.tag) == "text" and text:
            percent = local(style.tag) == "percentage-style"
            code += text if percent and text.strip() == "%" else f'"{text}"'
    return code
