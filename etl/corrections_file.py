"""data/corrections.toml -> the corrections and aliases of an office, or a sentence why not."""

from __future__ import annotations

import hashlib
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from catalog.spelling import clean
from etl.corrections import CELL, CORRECTIONS, NONE, Correction, Corrections
from etl.read.cells import Value

SECTIONS = ("correction", "alias", "successor")
REQUIRED = ("file", "sheet", "cell", "was", "is", "reason", "by", "date")


class Malformed(ValueError):
    """The file of corrections cannot be understood; the message says where and what to do."""


def load_corrections(path: Path, *, forgiving: bool = False) -> Corrections:
    """The corrections of a file; none when there is no file. Raises Malformed unless forgiving."""
    if not path.exists():
        return NONE
    try:
        entries, sha256 = entries_of(path, CORRECTIONS, SECTIONS)
        cells = tuple(_correction(n, e) for n, e in enumerate(entries["correction"], 1))
        aliases = tuple(_alias(n, e) for n, e in enumerate(entries["alias"], 1))
        successors = tuple(_successor(n, e) for n, e in enumerate(entries["successor"], 1))
    except Malformed:
        if forgiving:
            return NONE
        raise
    return Corrections(cells, aliases, sha256, successors=successors)


def entries_of(
    path: Path, name: str, sections: tuple[str, ...]
) -> tuple[dict[str, list[dict[str, Any]]], str]:
    """The blocks of an office's own file by section, and the sha256 of the file. Raises Malformed."""
    content = path.read_bytes()
    try:
        entries = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Malformed(sentence("mã chữ", "phải là UTF-8", name)) from None
    except tomllib.TOMLDecodeError as error:
        hit = re.search(r"line (\d+)", str(error))
        place = f"dòng {hit.group(1)}" if hit else "cuối tệp"
        raise Malformed(sentence(place, "cú pháp sai", name)) from None
    strange = sorted(set(entries) - set(sections))
    if strange:
        known = " và ".join(f"[[{section}]]" for section in sections)
        raise Malformed(sentence(strange[0], f"chỉ được có {known}", name))
    found = {section: entries.get(section, []) for section in sections}
    for section, blocks in found.items():
        if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
            raise Malformed(sentence(section, f"phải viết thành từng khối [[{section}]]", name))
    return found, hashlib.sha256(content).hexdigest()


def sentence(place: str, problem: str, name: str = CORRECTIONS) -> str:
    """Place, problem and remedy of an office's own file."""
    return f"data/{name} · {place}: {problem}. Sửa tệp này rồi chạy lại; số liệu cũ giữ nguyên."


def _correction(number: int, entry: dict[str, Any]) -> Correction:
    place = f"[[correction]] thứ {number}"
    missing = [name for name in REQUIRED if name not in entry]
    if missing:
        raise Malformed(sentence(place, f"thiếu {', '.join(missing)}"))
    strange = sorted(set(entry) - set(REQUIRED))
    if strange:
        raise Malformed(sentence(place, f"không hiểu {strange[0]}"))
    texts = {name: entry[name] for name in ("file", "sheet", "cell", "reason", "by")}
    if not all(isinstance(text, str) and text.strip() for text in texts.values()):
        raise Malformed(sentence(place, "file, sheet, cell, reason, by phải là chữ và không rỗng"))
    if not CELL.fullmatch(entry["cell"]):
        raise Malformed(sentence(place, "cell phải là địa chỉ ô như D14"))
    was, value = (_plain(place, entry[name]) for name in ("was", "is"))
    return Correction(clean(entry["file"]), entry["sheet"], entry["cell"], was, value)


def _plain(place: str, value: Any) -> Value:
    """A value as a cell holds it; an empty text is an empty cell."""
    if isinstance(value, str | int | float) or type(value) is date:
        return None if value == "" else value
    raise Malformed(sentence(place, "was và is phải là chữ, số hoặc ngày"))


def _alias(number: int, entry: dict[str, Any]) -> tuple[str, str]:
    name, code = entry.get("name"), entry.get("hamlet_code")
    if not (isinstance(name, str) and isinstance(code, str) and name.strip() and code.strip()):
        place = f"[[alias]] thứ {number}"
        raise Malformed(sentence(place, "cần name và hamlet_code, đều là chữ"))
    return name, code


def _successor(number: int, entry: dict[str, Any]) -> tuple[str, str]:
    texts = [entry.get(name) for name in ("file", "replaces", "by")]
    if not all(isinstance(text, str) and text.strip() for text in texts):
        place = f"[[successor]] thứ {number}"
        raise Malformed(sentence(place, "cần file, replaces và by, đều là chữ"))
    return clean(str(texts[0])), clean(str(texts[1]))
