"""F1 to F17: files that are not what they should be."""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from collections.abc import Callable

from catalog.legacy import encode_vni
from etl.read import list_inbox
from tests.compound import compound, document, old_workbook
from tests.diseased.ill import AIMED, Ill, Then
from tests.findings.case import Fault
from tests.findings.desk import TARGETS, Desk, Spot
from tests.findings.files import (
    as_text,
    changing,
    in_sheet,
    misnamed,
    old_font,
    packed,
    ragged,
    same_name,
    table,
    unclosed,
)  # fmt: skip

ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
TONES = "\u0300\u0301\u0303\u0309\u0323"
Rows = list[list[object]]


def rows(desk: Desk) -> Rows:
    """The cells of the sheet of targets."""
    return [list(row) for row in desk.books[desk.named(TARGETS)].sheets[0].rows]


def instead(name: str, content: Callable[[Desk], bytes]) -> Fault:
    """Another file in the place of the targets' workbook."""

    def fault(desk: Desk) -> Spot:
        found = content(desk)
        del desk.books[desk.named(TARGETS)]
        return desk.write(name, found)

    return fault


def beside(name: str, content: bytes | Callable[[Desk], bytes]) -> Fault:
    """A further file."""
    return lambda desk: desk.write(name, content(desk) if callable(content) else content)


def refused(code: str, rule: str, name: str, content: bytes | Callable[[Desk], bytes]) -> Ill:
    """A file that is refused; the others load."""
    return Ill(code, f"{name} {rule}", beside(name, content), (rule,), Then.REFUSED, AIMED, 20)


def text(name: str, encode: Callable[[str], bytes], *said: str) -> Ill:
    """The targets as a .csv that says the same."""
    return Ill("F4", name, as_text(encode), said, books=AIMED, exit=10 if said else 0)


def quoted(separator: str, which: int) -> Callable[[str], bytes]:
    """The same with another separator and quotation marks, round each cell or where they are needed."""

    def encode(words: str) -> bytes:
        out = io.StringIO()
        rows = csv.reader(io.StringIO(words), delimiter=";")
        csv.writer(out, delimiter=separator, quoting=which).writerows(rows)
        return out.getvalue().encode()

    return encode


def in_cp1258(words: str) -> bytes:
    """As Windows 1258 writes it: the tone behind its letter."""
    found = []
    for letter in unicodedata.normalize("NFC", words):
        apart = unicodedata.normalize("NFD", letter)
        bare = unicodedata.normalize("NFC", "".join(c for c in apart if c not in TONES))
        found.append(bare + "".join(c for c in apart if c in TONES))
    return "".join(found).encode("cp1258")


def locked(desk: Desk) -> Spot:
    """What a spreadsheet program leaves beside an open workbook is none itself, nor what the system keeps."""
    desk.folder.mkdir(parents=True)
    (desk.folder / "~$Chỉ tiêu.xlsx").write_bytes(bytes(165))
    for name in ("Thumbs.db", "desktop.ini", ".DS_Store"):
        (desk.folder / name).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000))
    assert list_inbox(desk.folder) == []
    return Spot()


def rotten(desk: Desk) -> bytes:
    """One bit of a part that no reader of cells looks at."""
    content = bytearray(desk.patch(TARGETS, lambda name, part: (name, part + b" ")))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        member = archive.getinfo("xl/theme/theme1.xml")
    content[member.header_offset + 30 + len(member.filename) + member.compress_size // 2] ^= 1
    return bytes(content)


def half(desk: Desk) -> bytes:
    """The first half of a workbook."""
    content = desk.content(TARGETS)
    return content[: len(content) // 2]


def climbing(desk: Desk) -> Spot:
    """A workbook with a member that would climb out of its folder."""
    target = io.BytesIO(desk.patch(TARGETS, lambda name, content: (name, content)))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("../../climbed.txt", "x")
    spot = desk.write(desk.named(TARGETS), target.getvalue())
    assert not list(desk.folder.parent.parent.glob("climbed.txt"))
    return spot


def encrypted(_: Desk) -> bytes:
    """What a spreadsheet program writes under a password."""
    return compound("EncryptedPackage", b"\x01" * 5000)


def named(name: str) -> Ill:
    """The targets under a name that some system dislikes."""
    return Ill("F17", f"a name of {len(name)} letters: {name[:8]}",
               instead(f"{name}.xlsx", lambda desk: desk.content(TARGETS)), books=AIMED)  # fmt: skip


ILLS = [
    Ill("F1", "an .xls", instead("Chỉ tiêu.xls", lambda d: old_workbook("Chỉ tiêu", rows(d))), books=AIMED),
    Ill("F2", "an .xlsm", instead("Chỉ tiêu.xlsm", lambda d: d.content(TARGETS)), books=AIMED),
    Ill("F3", "an .ods", instead("Chỉ tiêu.ods", lambda d: document("Chỉ tiêu", rows(d))), books=AIMED),
    text("UTF-8", lambda t: t.encode()),
    text("UTF-8 with its mark", lambda t: t.encode("utf-8-sig")),
    text("UTF-16 with tabs", lambda t: t.replace(";", "\t").encode("utf-16")),
    text("Windows 1258", in_cp1258, "file.decoded"),
    text("TCVN3", old_font, "file.decoded"),
    text("VNI", lambda t: encode_vni(t).encode("latin-1", errors="replace"), "file.decoded"),
    text("commas and quotes where they are needed", quoted(",", csv.QUOTE_MINIMAL)),
    text("semicolons and quotes", quoted(";", csv.QUOTE_ALL)),
    text("commas and quotes", quoted(",", csv.QUOTE_ALL)),
    text("tabs and quotes", quoted("\t", csv.QUOTE_ALL)),
    Ill("F5", "a ragged row", as_text(ragged), ("file.csv_ragged",), Then.REFUSED, AIMED, 20),
    Ill("F5", "an open quotation", as_text(unclosed), ("file.csv_quotes",), Then.REFUSED, AIMED, 20),
    Ill("F5", "a NUL", as_text(lambda t: t.replace("Tỷ lệ", "Tỷ\x00 lệ").encode()), books=AIMED),
    refused("F6", "file.password", "Mat khau.xlsx", encrypted),
    Ill("F7", "a lock file", locked, books=AIMED),
    refused("F8", "file.empty", "Rong.xlsx", b""),
    refused("F8", "file.damaged", "Nua.xlsx", half),
    refused("F9", "file.damaged", "Hong.xlsx", rotten),
    Ill("F10", "an .xlsx called .xls", misnamed, ("file.other_kind",), books=AIMED, exit=10),
    refused("F11", "file.is_html", "Bao cao.xls", b"<html><table><tr><td>1</td></tr></table></html>"),
    refused("F11", "file.is_html", "Bang.xls", b'<?xml version="1.0"?><Workbook/>'),
    refused("F12", "file.not_a_workbook", "Thu.xlsx", packed(("word/document.xml", b"<w/>"))),
    refused("F12", "file.not_a_workbook", "Cong van.xlsx", b"%PDF-1.4 a letter"),
    refused("F12", "file.not_a_workbook", "Bang.xlsx", lambda desk: table(desk).encode()),
    refused("F13", "file.bomb", "Bom.xlsx", packed(("xl/workbook.xml", bytes(8 * 2**20)))),
    refused("F14", "file.doctype", "Cuoi.xlsx", in_sheet(b"<sheetData>", ENTITIES + b"<sheetData>")),
    Ill("F15", "a member that climbs", climbing, books=AIMED),
    Ill("F16", "a file under way", changing, ("file.changing",), Then.REFUSED, AIMED, 20),
    Ill("F17", "two names in two forms", same_name, ("file.same_name", "file.damaged"),
        Then.LOADED, AIMED, 20),
    named(unicodedata.normalize("NFD", "Chỉ tiêu đổi tên")),
    named("con"),
    named("Chi tieu rat dai " * 12),
]  # fmt: skip
