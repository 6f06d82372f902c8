"""Parts of a workbook's container -> the part in which each sheet stands."""

from __future__ import annotations

from xml.etree import ElementTree

from etl.read.evidence import Refused

_RELATION = "}id"


def sheet_parts(first: dict[str, bytes]) -> dict[str, list[str]]:
    """Part name (lower case) -> names of the sheets in it; empty when there is no workbook part."""
    book, relations = first.get("xl/workbook.xml"), first.get("xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        return {}
    try:
        targets = targets_of(relations)
        sheets = [e for e in ElementTree.fromstring(book).iter() if e.tag.endswith("}sheet")]
    except ElementTree.ParseError as error:
        raise Refused("file.damaged") from error
    parts: dict[str, list[str]] = {}
    for sheet in sheets:
        relation = next((v for k, v in sheet.attrib.items() if k.endswith(_RELATION)), None)
        parts.setdefault(part_of(targets.get(relation or "", "")), []).append(sheet.get("name", ""))
    return parts


def targets_of(relations: bytes) -> dict[str, str]:
    """Relation -> what it points to; raises ParseError."""
    return {
        element.get("Id", ""): element.get("Target", "")
        for element in ElementTree.fromstring(relations)
    }


def part_of(target: str) -> str:
    """The name of the part that a relation of the workbook points to, in lower case."""
    name = target.replace("\\", "/").lstrip("/").casefold()
    return name if name.startswith("xl/") else f"xl/{name}"
