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

REQUIRED = ("file", "sheet", "cell", "was", "is", "reason", "by", "date")


class Malformed(ValueError):
    """The file of corrections cannot be understood; the message says where and what to do."""


def load_corrections(path: Path, *, forgiving: bool = False) -> Corrections:
    """The corrections of a file; none when there is no file. Raises Malformed unless forgiving."""
    if not path.exists():
        return NONE
    content = path.read_bytes()
    try:
        entries = tomllib.loads(content.decode("utf-8-sig"))
        cells = tuple(_correction(n, e) for n, e in enumerate(_list(entries, "correction"), 1))
        aliases = tuple(_alias(n, e) for n, e in enumerate(_list(entries, "alias"), 1))
    except UnicodeDecodeError:
        cause = Malformed(_sentence("mã chữ", "phải là UTF-8"))
    except tomllib.TOMLDecodeError as error:
        hit = re.search(r"line (\d+)", str(error))
        cause = Malformed(_sentence(f"dòng {hit.group(1)}" if hit else "cuối tệp", "cú pháp sai"))
    except Malformed as error:
        cause = error
    else:
        return Corrections(cells, aliases, hashlib.sha256(content).hexdigest())
    if forgiving:
        return NONE
    raise cause from None


def _sentence(place: str, problem: str) -> str:
    return (
        f"data/{CORRECTIONS} · {place}: {problem}. Sửa tệp này rồi chạy lại; số liệu cũ giữ nguyên."
    )


def _list(entries: dict[str, Any], name: str) -> list[Any]:
    strange = sorted(set(entries) - {"correction", "alias"})
    if strange:
        raise Malformed(_sentence(strange[0], "chỉ được có [[correction]] và [[alias]]"))
    found = entries.get(name, [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise Malformed(_sentence(name, f"phải viết thành từng khối [[{name}]]"))
    return found


def _correction(number: int, entry: dict[str, Any]) -> Correction:
    place = f"[[correction]] thứ {number}"
    missing = [name for name in REQUIRED if name not in entry]
    if missing:
        raise Malformed(_sentence(place, f"thiếu {', '.join(missing)}"))
    strange = sorted(set(entry) - set(REQUIRED))
    if strange:
        raise Malformed(_sentence(place, f"không hiểu {strange[0]}"))
    texts = {name: entry[name] for name in ("file", "sheet", "cell", "reason", "by")}
    if not all(isinstance(text, str) and text.strip() for text in texts.values()):
        raise Malformed(_sentence(place, "file, sheet, cell, reason, by phải là chữ và không rỗng"))
    if not CELL.fullmatch(entry["cell"]):
        raise Malformed(_sentence(place, "cell phải là địa chỉ ô như D14"))
    was, value = (_plain(place, entry[name]) for name in ("was", "is"))
    return Correction(clean(entry["file"]), entry["sheet"], entry["cell"], was, value)


def _plain(place: str, value: Any) -> Value:
    """A value as a cell holds it; an empty text is an empty cell."""
    if isinstance(value, str | int | float) or type(value) is date:
        return None if value == "" else value
    raise Malformed(_sentence(place, "was và is phải là chữ, số hoặc ngày"))


def _alias(number: int, entry: dict[str, Any]) -> tuple[str, str]:
    name, code = entry.get("name"), entry.get("hamlet_code")
    if not (isinstance(name, str) and isinstance(code, str) and name.strip() and code.strip()):
        place = f"[[alias]] thứ {number}"
        raise Malformed(_sentence(place, "cần name và hamlet_code, đều là chữ"))
    return name, code
