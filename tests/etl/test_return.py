"""A workbook comes back as it was: only the doubtful cells have a colour, and say why."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from etl.__main__ import main
from etl.examine import examine
from etl.findings import Exit
from etl.give_back import give_back
from etl.give_back.comments import RULE
from etl.give_back.styles import FILLS
from tests.workbooks import REVIEW, cell_of, edit, rules, run

SUMMARY, MOVES = "Biểu 1 Tổng hợp", "Biểu 2 Diễn biến hộ nghèo"
VML, OFFICE = "{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:excel}"
PLACES = "Danh mục địa bàn.xlsx"


@pytest.fixture(scope="session")
def small(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The list of places and two sheets of a review, without a doubt."""
    folder = tmp_path_factory.mktemp("small")
    for name in (PLACES, REVIEW):
        shutil.copy(inbox / name, folder / name)

    def shorten(book: Workbook) -> None:
        for name in set(book.sheetnames) - {SUMMARY, MOVES}:
            del book[name]

    edit(folder / REVIEW, shorten)
    assert examine(folder / REVIEW).findings == ()
    return folder


@pytest.fixture
def office(small: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may spoil."""
    return Path(shutil.copytree(small, tmp_path / "inbox"))


def hamlet_row(page: Worksheet, number: int = 1) -> int:
    return next(r for r in range(1, page.max_row) if page.cell(r, 1).value == number)


def spoil(book: Workbook) -> None:
    """A text where a count belongs, an unknown hamlet, an empty code and a broken total."""
    page = book[SUMMARY]
    row = hamlet_row(page)
    page.cell(row, 9).value = "ba mươi"
    page.cell(row, 9).number_format = "#,##0"
    page.cell(row + 1, 3).value = str(page.cell(row + 1, 3).value)
    total, _ = cell_of(page, "TỔNG CỘNG")
    page.cell(total, 4).value += 3
    page.column_dimensions["B"].width = 33


def notes(path: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Colour and comment of every cell that has one, by sheet and cell."""
    return {
        (page.title, cell.coordinate): (cell.fill.fgColor.rgb, cell.comment.text)
        for page in load_workbook(path)
        for row in page.iter_rows()
        for cell in row
        if cell.comment
    }


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewrite(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Change the parts of a package as no program of ours would."""
    parts = members(path)
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def returned(office: Path, name: str = REVIEW) -> Path:
    out = office.parent / "trả lại.xlsx"
    give_back(office / name, out)
    return out


def test_each_doubtful_cell_is_coloured_by_severity_and_says_what_to_do(office: Path) -> None:
    edit(office / REVIEW, spoil)
    found = notes(returned(office))
    page = load_workbook(office / REVIEW)[SUMMARY]
    row, total = hamlet_row(page), cell_of(page, "TỔNG CỘNG")[0]
    colour, text = found[SUMMARY, f"I{row}"]
    assert colour == FILLS["error"]
    assert text.startswith("⚑ Lỗi\n")
    assert "“ba mươi”. Sửa thành số." in text
    assert found[SUMMARY, f"C{row + 1}"][0] == FILLS["note"]
    assert found[SUMMARY, f"D{total}"][0] == FILLS["warning"]
    assert {(f.sheet, f.cell) for f in examine(office / REVIEW).findings} == set(found)


def test_the_comments_speak_the_language_that_is_asked_for(office: Path) -> None:
    edit(office / REVIEW, spoil)
    out = office.parent / "a.xlsx"
    assert main(["--lang", "en", "return", str(office / REVIEW), str(out)]) == 10
    assert any(text.startswith("⚑ Error\n") for _, text in notes(out).values())


def test_every_part_that_holds_no_doubt_is_the_same_to_the_byte(office: Path) -> None:
    def draw(book: Workbook) -> None:
        spoil(book)
        chart = BarChart()
        chart.add_data(Reference(book[SUMMARY], min_col=3, min_row=13, max_row=20))
        book[MOVES].add_chart(chart, "T5")

    edit(office / REVIEW, draw)
    before, after = members(office / REVIEW), members(returned(office))
    assert "xl/charts/chart1.xml" in before
    changed = {name for name, content in before.items() if after.get(name) != content}
    assert changed == {"[Content_Types].xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"}
    assert set(after) - set(before) == {
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/worksheets/_rels/sheet1.xml.rels",
    }


def styles_of(sheet: bytes) -> dict[str, str]:
    cells = (
        dict(re.findall(r' (r|s)="(\w+)"', tag)) for tag in re.findall("<c [^>]*>", sheet.decode())
    )
    return {cell["r"]: cell.get("s", "0") for cell in cells}


def test_in_a_marked_sheet_nothing_but_the_style_of_the_doubtful_cells_changes(
    office: Path,
) -> None:
    edit(office / REVIEW, spoil)
    name = "xl/worksheets/sheet1.xml"
    before, after = members(office / REVIEW)[name], members(returned(office))[name]
    without = re.sub(rb"<legacyDrawing [^>]*/>", b"", after)
    plain = re.compile(rb' s="\d+"')
    assert plain.sub(b"", without) == plain.sub(b"", before)
    moved = styles_of(after).items() - styles_of(before).items()
    assert {place for place, _ in moved} == {
        cell for sheet, cell in notes(returned(office)) if sheet == SUMMARY
    }


def test_a_marked_cell_keeps_its_format_font_and_border(office: Path) -> None:
    edit(office / REVIEW, spoil)
    old, new = (load_workbook(p)[SUMMARY] for p in (office / REVIEW, returned(office)))
    for row in old.iter_rows():
        for cell in row:
            twin = new[cell.coordinate]
            assert twin.value == cell.value
            assert twin.number_format == cell.number_format
            for look in ("font", "border", "alignment", "protection"):
                assert repr(getattr(twin, look)) == repr(getattr(cell, look))
    assert new.merged_cells.ranges == old.merged_cells.ranges
    assert new.column_dimensions["B"].width == 33


def test_a_returned_workbook_gives_the_same_rows_and_the_same_findings(office: Path) -> None:
    edit(office / REVIEW, spoil)
    before = examine(office / REVIEW)
    out = returned(office)
    shutil.copy(out, office / REVIEW)
    after = examine(office / REVIEW)
    assert after.findings == before.findings
    assert [s.records for s in after.sheets] == [s.records for s in before.sheets]


def test_cells_that_are_mended_pass_on_the_next_build(office: Path, tmp_path: Path) -> None:
    clean = load_workbook(office / REVIEW)[SUMMARY]
    edit(office / REVIEW, spoil)
    out = returned(office)

    def mend(book: Workbook) -> None:
        for sheet, cell in notes(out):
            book[sheet][cell].value = clean[cell].value

    edit(out, mend)
    shutil.copy(out, office / REVIEW)
    outcome = run(office, tmp_path)
    assert (outcome.report["exit"], rules(outcome)) == (0, set())


def test_what_we_said_is_gone_when_the_cell_is_mended_and_the_old_colour_is_back(
    office: Path,
) -> None:
    clean = load_workbook(office / REVIEW)[SUMMARY]
    row = hamlet_row(clean)

    def paint(book: Workbook) -> None:
        spoil(book)
        book[SUMMARY].cell(row, 9).fill = PatternFill("solid", fgColor="FF00B0F0")

    edit(office / REVIEW, paint)
    out = returned(office)
    assert notes(out)[SUMMARY, f"I{row}"][0] == FILLS["error"]

    def mend(book: Workbook) -> None:
        book[SUMMARY].cell(row, 9).value = clean.cell(row, 9).value
        book[SUMMARY].cell(row + 1, 3).value = clean.cell(row + 1, 3).value

    edit(out, mend)
    shutil.copy(out, office / REVIEW)
    again = load_workbook(returned(office))[SUMMARY]
    assert again.cell(row, 9).comment is None
    assert again.cell(row, 9).fill.fgColor.rgb == "FF00B0F0"
    assert again.cell(row + 1, 3).comment is None
    assert again.cell(row + 1, 3).fill.fill_type is None
    assert {sheet for sheet, _ in notes(out)} == {SUMMARY}


def test_a_formula_keeps_its_value_and_stays_a_formula(office: Path) -> None:
    edit(office / REVIEW, spoil)

    def compute(parts: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        page = load_workbook(office / REVIEW)[SUMMARY]
        place = f"C{hamlet_row(page)}".encode()
        cell = re.compile(rb'(<c r="' + place + rb'"[^>]*>)(<v>\d+</v>)')
        parts[name], count = cell.subn(rb"\1<f>SUM(1, 2)</f>\2", parts[name])
        assert count == 1

    rewrite(office / REVIEW, compute)
    before = examine(office / REVIEW)
    out = returned(office)
    page = load_workbook(out)[SUMMARY]
    row = hamlet_row(page)
    assert page.cell(row, 3).value == "=SUM(1, 2)"
    assert load_workbook(out, data_only=True)[SUMMARY].cell(row, 3).value > 3
    shutil.copy(out, office / REVIEW)
    assert examine(office / REVIEW).findings == before.findings


def comment(book: Workbook) -> None:
    spoil(book)
    page = book[SUMMARY]
    row = hamlet_row(page)
    page.cell(row, 9).comment = Comment("Hỏi lại ấp", "Cán bộ Mẫu")
    page.cell(row, 2).comment = Comment("Ấp xa nhất", "Cán bộ Mẫu")


def test_the_comments_of_the_office_stay_below_ours_however_often_it_is_returned(
    office: Path,
) -> None:
    edit(office / REVIEW, comment)
    out = returned(office)
    row = hamlet_row(load_workbook(out)[SUMMARY])
    first = notes(out)
    ours, theirs = first[SUMMARY, f"I{row}"][1].split(f"\n{RULE}\n")
    assert ours.startswith("⚑ Lỗi\n")
    assert theirs == "Hỏi lại ấp"
    assert first[SUMMARY, f"B{row}"][1] == "Ấp xa nhất"
    shutil.copy(out, office / REVIEW)
    assert notes(returned(office)) == first


def test_when_the_cell_is_mended_the_comment_of_the_office_stays_alone(office: Path) -> None:
    clean = load_workbook(office / REVIEW)[SUMMARY]
    row = hamlet_row(clean)
    edit(office / REVIEW, comment)
    out = returned(office)

    def mend(book: Workbook) -> None:
        for sheet, cell in notes(out):
            book[sheet][cell].value = clean[cell].value

    edit(out, mend)
    shutil.copy(out, office / REVIEW)
    assert {k: text for k, (_, text) in notes(returned(office)).items()} == {
        (SUMMARY, f"I{row}"): "Hỏi lại ấp",
        (SUMMARY, f"B{row}"): "Ấp xa nhất",
    }


def test_every_comment_has_a_box_in_which_excel_shows_it(office: Path) -> None:
    edit(office / REVIEW, comment)
    out = returned(office)
    parts = members(out)
    (vml,) = (name for name in parts if name.endswith(".vml"))
    shapes = list(ElementTree.fromstring(parts[vml]).iter(VML + "shape"))
    boxes = [tuple(e.findtext(f".//{OFFICE}{n}") for n in ("Row", "Column")) for e in shapes]
    page = load_workbook(out)[SUMMARY]
    wanted = {(page[cell].row - 1, page[cell].column - 1) for _, cell in notes(out)}
    assert sorted((int(r), int(c)) for r, c in boxes) == sorted(wanted)
    assert len({e.get("id") for e in shapes}) == len(shapes)
    assert all(e.find(f".//{OFFICE}Anchor") is not None for e in shapes[1:])


def test_an_empty_cell_and_two_sheets_are_marked(office: Path) -> None:
    def spoil_two(book: Workbook) -> None:
        page = book[SUMMARY]
        page.cell(hamlet_row(page), 9).value = "?"
        moves = book[MOVES]
        _, column = cell_of(moves, "Phân tổ")
        moves.cell(hamlet_row(moves), column).value = None

    edit(office / REVIEW, spoil_two)
    found = notes(returned(office))
    page = load_workbook(office / REVIEW)[MOVES]
    cell = page.cell(hamlet_row(page), cell_of(page, "Phân tổ")[1])
    assert cell.value is None
    assert found[MOVES, cell.coordinate][0] == FILLS["error"]
    assert {SUMMARY, MOVES} <= {sheet for sheet, _ in found}


def test_a_missing_column_is_said_at_the_heading_that_is_not_understood(office: Path) -> None:
    def spoil_header(book: Workbook) -> None:
        page = book[MOVES]
        row, column = cell_of(page, "Phân tổ")
        page.cell(row, column).value = "Cột lạ"

    edit(office / REVIEW, spoil_header)
    out = office.parent / "a.xlsx"
    assert give_back(office / REVIEW, out).code == Exit.DOUBTS
    (((sheet, cell), (_, text)),) = notes(out).items()
    page = load_workbook(out)[MOVES]
    assert (sheet, page[cell].value) == (MOVES, "Cột lạ")
    assert "Phân tổ" in text


@pytest.mark.parametrize("level", [0, 1, 2])
def test_a_heading_that_nobody_knows_is_coloured_where_it_stands(office: Path, level: int) -> None:
    def add(book: Workbook) -> None:
        page = book[SUMMARY]
        row, _ = cell_of(page, "TT")
        page.cell(row + level, page.max_column + 1).value = "Việc mới"

    edit(office / REVIEW, add)
    out = returned(office)
    ((sheet, cell),) = notes(out)
    assert (sheet, load_workbook(out)[SUMMARY][cell].value) == (SUMMARY, "Việc mới")


def test_a_hidden_sheet_is_named_on_the_first_sheet(office: Path) -> None:
    def hide(book: Workbook) -> None:
        book[MOVES].sheet_state = "hidden"

    edit(office / REVIEW, hide)
    found = notes(returned(office))
    assert f"{MOVES}: Trang tính bị ẩn" in found[SUMMARY, "A1"][1]
    assert {sheet for sheet, _ in found} >= {SUMMARY}
    assert MOVES not in {sheet for sheet, _ in found}


def test_no_comment_shows_a_value_of_a_person(office: Path, inbox: Path) -> None:
    def spoil_list(book: Workbook) -> None:
        page = book["DS hộ nghèo"]
        _, column = cell_of(page, "Số nhân khẩu")
        page.cell(hamlet_row(page), column).value = "rất đông, bệnh nặng"

    shutil.copy(inbox / REVIEW, office / REVIEW)
    edit(office / REVIEW, spoil_list)
    out = returned(office)
    assert notes(out)
    said = b"".join(c for n, c in members(out).items() if "comments" in n)
    assert "bệnh".encode("ascii", "xmlcharrefreplace") not in said


def test_a_workbook_without_a_doubt_comes_back_to_the_byte(office: Path) -> None:
    out = office.parent / "a.xlsx"
    assert main(["return", str(office / PLACES), str(out)]) == 0
    assert members(out) == members(office / PLACES)


def test_a_workbook_with_macros_comes_back_without_them(office: Path) -> None:
    edit(office / REVIEW, spoil)
    mine = office / "có macro.xlsm"
    (office / REVIEW).rename(mine)

    def add_macros(parts: dict[str, bytes]) -> None:
        types, rels = parts["[Content_Types].xml"], parts["xl/_rels/workbook.xml.rels"]
        plain = b"openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        kind = (
            b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
        )
        types = types.replace(plain, b"ms-excel.sheet.macroEnabled.main+xml")
        parts["[Content_Types].xml"] = types.replace(b"</Types>", kind)
        link = (
            b'<Relationship Id="rId99" Target="vbaProject.bin" '
            b'Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"/>'
        )
        parts["xl/_rels/workbook.xml.rels"] = rels.replace(
            b"</Relationships>", link + b"</Relationships>"
        )
        parts["xl/vbaProject.bin"] = b"no real macro"

    rewrite(mine, add_macros)
    parts = members(returned(office, mine.name))
    assert b"macroEnabled" not in parts["[Content_Types].xml"]
    assert b"vbaProject.bin" not in parts["xl/_rels/workbook.xml.rels"]
    assert "xl/vbaProject.bin" not in parts


ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">
<office:body><office:spreadsheet><table:table table:name="Trả nợ">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"""


MANIFEST = "<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'/>"


def write_ods(path: Path, rows: list[list[str]]) -> None:
    cell = (
        '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'.format
    )
    lines = (f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", ODS.format(rows="".join(lines)))


def test_a_workbook_of_another_kind_comes_back_as_xlsx_with_the_same_values(office: Path) -> None:
    rows = [
        ["SỔ THU NỢ GỐC", "Đơn vị tính: đồng"],
        ["STT", "Mã món vay", "Họ và tên người vay", "Ngày trả", "Số tiền gốc trả", "Ghi chú"],
        ["1", "V-01", "Lê Văn Mẫu 0001", "31/13/2025", "1000000", "=1+1"],
    ]
    write_ods(office / "nợ.ods", rows)
    before = examine(office / "nợ.ods")
    out = returned(office, "nợ.ods")
    assert notes(out)["Trả nợ", "D3"][0] == FILLS["error"]
    assert [[c.value for c in row] for row in load_workbook(out)["Trả nợ"].iter_rows()][2] == rows[
        2
    ]
    (office / "nợ.ods").unlink()
    shutil.copy(out, office / "nợ.xlsx")
    after = examine(office / "nợ.xlsx")
    assert [s.records for s in after.sheets] == [s.records for s in before.sheets]
    assert [(f.rule, f.cell) for f in after.findings] == [(f.rule, f.cell) for f in before.findings]


def test_a_file_that_cannot_be_read_is_refused_and_nothing_is_written(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (office / "hỏng.xlsx").write_bytes(b"PK\x03\x04" + b"\x00" * 200)
    out = office.parent / "a.xlsx"
    assert main(["return", str(office / "hỏng.xlsx"), str(out)]) == 20
    assert "hỏng.xlsx: Tệp bị hỏng" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(
    ("file", "out", "code"),
    [
        ("không có.xlsx", "a.xlsx", 40),
        (REVIEW, "a.xls", 40),
        (REVIEW, f"inbox/{REVIEW}", 40),
        (REVIEW, f"inbox/{PLACES}", 40),
        (REVIEW, "không có thư mục/a.xlsx", 60),
    ],
)
def test_a_wrong_command_leaves_everything_as_it_was(
    file: str, out: str, code: int, office: Path
) -> None:
    before = {p: p.read_bytes() for p in office.iterdir()}
    assert main(["return", str(office / file), str(office.parent / out)]) == code
    assert {p: p.read_bytes() for p in office.iterdir()} == before
    assert [p.name for p in office.parent.iterdir() if p.is_file()] == []
