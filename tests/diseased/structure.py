"""S1 to S23: how a sheet is laid out, and what its parts say of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from openpyxl import Workbook as Book
from openpyxl.chart import BarChart
from openpyxl.worksheet.worksheet import Worksheet

from tests.diseased.ill import AIMED, Ill, Then, in_file, page, written
from tests.findings.case import Fault, put
from tests.findings.cells import ghost, joined, linked
from tests.findings.desk import LIVELIHOODS, PLACES, REVIEW, SUPPORT, TARGETS, Desk, Spot
from tests.findings.files import NAME, copied, doubled, far, unstyled
from tests.findings.forms import more
from tests.findings.sheets import TARGET, edited, further, heading, hide_column, hide_row
from tests.findings.stops import second

ONE, GIVEN, HELPED = (PLACES, REVIEW), (PLACES, SUPPORT), (PLACES, LIVELIHOODS)
SHEET = "xl/worksheets/sheet1.xml"
DECOMPOSED = unicodedata.normalize("NFD", TARGET)
MOVED = "Biểu 2 Diễn biến hộ nghèo"
Change = Callable[[str, bytes], tuple[str, bytes] | None]


def parts(change: Change) -> Fault:
    """The workbook of targets with its parts changed as no program would."""

    def fault(desk: Desk) -> Spot:
        return desk.write(desk.named(TARGETS), desk.patch(TARGETS, change))

    return fault


def in_sheet(change: Callable[[bytes], bytes]) -> Fault:
    """Only its sheet changed."""

    def changed(name: str, content: bytes) -> tuple[str, bytes]:
        new = change(content) if name == SHEET else content
        assert name != SHEET or new != content
        return name, new

    return parts(changed)


def further_down(page: Worksheet) -> None:
    """Everything three rows lower."""
    for merged in list(page.merged_cells.ranges):
        page.unmerge_cells(str(merged))
    page.insert_rows(1, 3)


def further_right(page: Worksheet) -> None:
    """A column that nobody knows, in the midst of the others."""
    for merged in list(page.merged_cells.ranges):
        page.unmerge_cells(str(merged))
    page.insert_cols(3)


def renamed(name: str) -> Fault:
    """The sheet under another spelling of its name."""

    def change(book: Book) -> None:
        book.worksheets[0].title = name

    return lambda desk: Spot(desk.edit(TARGETS, change), name)


def with_chart(desk: Desk) -> Spot:
    """A sheet that is a chart, and one that is empty."""

    def change(book: Book) -> None:
        book.create_sheet("Trống")
        book.create_chartsheet("Biểu đồ").add_chart(BarChart())

    return Spot(desk.edit(TARGETS, change), TARGET)


def unmerged(desk: Desk) -> Spot:
    """The second row of a hamlet, whose name nothing spreads over it any more."""
    sheet = desk.office.inbox.sheet("movement_poor")
    row = sorted({record.row for record in sheet.records})[1]
    book = desk.books[sheet.file]
    page = next(s for s in book.sheets if s.name == MOVED)
    merges = tuple(m for m in page.merges if not m[0] <= row <= m[2])
    pages = tuple(
        type(s)(s.name, s.rows, merges, tags=s.tags) if s.name == MOVED else s for s in book.sheets
    )
    desk.books[sheet.file] = type(book)(book.file, book.sha256[::-1], pages)
    return Spot(sheet.file, MOVED, f"B{row + 1}", "hamlet_code")


def many_rows(content: bytes) -> bytes:
    """A hundred thousand rows with a format and nothing else."""
    rows = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % n for n in range(100, 100_100))
    return content.replace(b"</sheetData>", rows + b"</sheetData>")


def many_cells(content: bytes) -> bytes:
    """Thousands of bordered cells with nothing in them."""
    row = b'<row r="%d">' + b"".join(b'<c r="%s%%d" s="1"/>' % bytes([65 + n]) for n in range(20))
    rows = b"".join((row + b"</row>").replace(b"%d", str(n).encode()) for n in range(100, 3_000))
    return content.replace(b"</sheetData>", rows + b"</sheetData>")


def without_addresses(content: bytes) -> bytes:
    """The cells of the header and of the code row, which have no gaps, say not where they stand."""
    return re.sub(rb'<c r="[A-Z]+[67]"', b"<c", content)


def wrong_extent(content: bytes) -> bytes:
    """A sheet that says it has one cell."""
    return re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', content)


def signed(page: Worksheet) -> None:
    """One more line below the signatures."""
    page.append(["Người lập biểu"])


def strict(name: str, content: bytes) -> tuple[str, bytes]:
    """The names of the strict edition of the standard."""
    for kind, part in ((b"spreadsheetml", b"main"), (b"officeDocument", b"relationships")):
        usual = b"http://schemas.openxmlformats.org/%s/2006/%s" % (kind, part)
        content = content.replace(usual, b"http://purl.oclc.org/ooxml/%s/%s" % (kind, part))
    return name, content


def odd_styles(name: str, content: bytes) -> tuple[str, bytes]:
    """Formats that the standard does not know."""
    if name == "xl/styles.xml":
        content = re.sub(rb'patternType="\w+"', b'patternType="odd"', content)
        content = content.replace(b'<family val="2"', b'<family val="99"')
    return name, content


ILLS = [
    Ill("S1", "the table begins further down", page(TARGETS, TARGET, further_down), books=AIMED),
    Ill("S1", "a required column is missing",
        heading(TARGETS, TARGET, "Mã đơn vị", "Ký hiệu", "place_code"), ("column.missing",),
        Then.REFUSED, AIMED, 20),
    Ill("S2", "a name is spread by its merge only", unmerged, ("row.no_key",), Then.ASIDE, ONE, 10),
    Ill("S2", "a day over several rows", joined("support_event", "event_date"), books=GIVEN),
    Ill("S2", "a class over several rows", joined("list_left", "status"), books=ONE),
    Ill("S2", "a code over several rows", joined("participant_project", "project_code"), books=HELPED),
    Ill("S2", "a year over several rows", joined("participant_project", "entry_year"), books=HELPED),
    Ill("S3", "a value under a merge", edited(TARGETS, TARGET, ghost, "B4"), ("cell.under_merge",),
        books=AIMED, exit=10),
    Ill("S4", "a total that its rows do not give",
        put("review_summary", "households", more(7), printed=True), ("total.differs",), Then.OTHER, ONE, 10),
    Ill("S5", "notes and signatures", page(TARGETS, TARGET, signed), books=AIMED),
    Ill("S6", "a hidden row", edited(TARGETS, TARGET, hide_row, "A8"), ("row.hidden",), books=AIMED, exit=10),
    Ill("S6", "a hidden column", edited(TARGETS, TARGET, hide_column, "H6"), ("column.hidden",),
        books=AIMED, exit=10),
    Ill("S7", "a hidden sheet", further(["Việc"], hidden=True), ("sheet.hidden",), Then.UNREAD, AIMED, 10),
    Ill("S8", "a blank behind the sheet's name", renamed("Chỉ tiêu "), books=AIMED),
    Ill("S8", "a name in decomposed letters", renamed(DECOMPOSED), books=AIMED),
    Ill("S8", "a chart and an empty sheet", with_chart, books=AIMED),
    Ill("S9", "two columns of one heading", heading(TARGETS, TARGET, "Số văn bản", "Đơn vị tính", "unit"),
        ("column.twice",), Then.LOADED, AIMED, 10),
    Ill("S10", "a formula without a value", in_file(TARGETS, TARGET, "G8", written("=A1+1"), "value"),
        ("cell.formula",), Then.NULL, AIMED, 10),
    Ill("S10", "a key without a value", in_file(TARGETS, TARGET, "D8", written("=A1"), "place_code"),
        ("cell.formula",), Then.ASIDE, AIMED, 10),
    Ill("S11", "an error", in_file(TARGETS, TARGET, "G8", written("#REF!"), "value"),
        ("cell.error",), Then.NULL, AIMED, 10),
    Ill("S11", "an error in a key", in_file(TARGETS, TARGET, "D8", written("#N/A"), "place_code"),
        ("cell.error",), Then.ASIDE, AIMED, 10),
    Ill("S12", "a value of another workbook", linked, ("cell.linked",), Then.KEPT, AIMED, 10, 4.6),
    Ill("S13", "rows with a format only", in_sheet(many_rows), books=AIMED),
    Ill("S13", "bordered cells", in_sheet(many_cells), books=AIMED),
    Ill("S14", "a stray cell far away", far, ("file.far_cell",), Then.REFUSED, AIMED, 20),
    Ill("S15", "a wrong extent", in_sheet(wrong_extent),
        books=AIMED),
    Ill("S16", "formats that nobody knows", parts(odd_styles), books=AIMED),
    Ill("S17", "no formats at all", unstyled, ("file.no_styles",), books=AIMED, exit=10),
    Ill("S18", "the strict edition", parts(strict), books=AIMED),
    Ill("S19", "names with backslashes", parts(lambda n, c: (n.replace("/", "\\"), c)), books=AIMED),
    Ill("S19", "names in another case",
        parts(lambda n, c: (n.replace("worksheets/sheet1", "worksheets/Sheet1"), c)), books=AIMED),
    Ill("S21", "cells without an address", in_sheet(without_addresses), books=AIMED),
    Ill("S20", "a part that stands twice", lambda desk: desk.write(NAME, doubled(desk)),
        ("file.duplicate_member",), Then.REFUSED, AIMED, 20),
    Ill("S22", "a column between the others", page(TARGETS, TARGET, further_right), books=AIMED),
    Ill("S23", "a copy under another name", copied, ("file.duplicate",), Then.SKIPPED, AIMED),
    Ill("S23", "two workbooks for one review", second, ("gate.two_workbooks",), Then.STOPPED, ONE, 30),
]  # fmt: skip
