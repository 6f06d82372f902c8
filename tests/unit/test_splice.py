"""Single cells of a sheet change; every other byte of it stays, however the sheet was written."""

from __future__ import annotations

import pytest

from etl.examine import Examined
from etl.findings import finding
from etl.give_back.comments import commented, without_threads
from etl.give_back.grid import Grid
from etl.give_back.notes import Note, cell_of, notes
from etl.give_back.splice import as_text, with_attribute
from etl.give_back.styles import EMPTY, FILLS, Styles

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def restyled(content: str, *cells: str) -> str:
    grid = Grid(content.encode())
    places = [place for place in map(cell_of, cells) if place]
    grid.restyle(places, lambda _, style: style + 7)
    return grid.content.decode()


@pytest.mark.parametrize(
    ("before", "cells", "after"),
    [
        ('<row r="1"><c r="A1" s="2"><v>1</v></c></row>', ["A1"],
         '<row r="1"><c r="A1" s="9"><v>1</v></c></row>'),
        ('<row r="1"><c r="A1"/><c r="C1"/></row>', ["B1", "D1"],
         '<row r="1"><c r="A1"/><c r="B1" s="7"/><c r="C1"/><c r="D1" s="7"/></row>'),
        ('<row r="2"/><row r="5"/>', ["A2", "B3", "A4", "A9"],
         '<row r="2"><c r="A2" s="7"/></row><row r="3"><c r="B3" s="7"/></row>'
         '<row r="4"><c r="A4" s="7"/></row><row r="5"/><row r="9"><c r="A9" s="7"/></row>'),
        ("<row><c><v>1</v></c><c><v>a &gt; b</v></c></row>", ["B1"],
         '<row><c><v>1</v></c><c s="7"><v>a &gt; b</v></c></row>'),
        ('<row r="1" s="3" customFormat="1" ht="20"></row>', ["B1"],
         '<row r="1" s="3" customFormat="1" ht="20"><c r="B1" s="10"/></row>'),
    ],
)  # fmt: skip
def test_cells_change_or_are_put_in_where_they_belong(
    before: str, cells: list[str], after: str
) -> None:
    sheet = f"<worksheet {NS}><sheetData>{{}}</sheetData></worksheet>"
    assert restyled(sheet.format(before), *cells) == sheet.format(after)


def test_a_sheet_without_rows_and_with_a_prefix_takes_a_cell() -> None:
    before = f"<x:worksheet {NS.replace('xmlns', 'xmlns:x')}><x:sheetData/></x:worksheet>"
    data = '<x:sheetData><x:row r="2"><x:c r="B2" s="7"/></x:row></x:sheetData>'
    assert restyled(before, "B2") == before.replace("<x:sheetData/>", data)
    assert restyled(before, "B2", "A3").count("<x:sheetData>") == 1


def test_a_new_cell_takes_the_style_of_its_column() -> None:
    columns = '<cols><col min="2" max="3" style="4"/></cols>'
    before = f"<worksheet {NS}>{columns}<sheetData/></worksheet>"
    assert '<c r="C1" s="11"/>' in restyled(before, "C1")


def test_the_boxes_are_announced_before_the_parts_that_must_follow_them() -> None:
    tail = '<pageMargins left="1"/><tableParts count="0"/><extLst/>'
    grid = Grid(f"<worksheet {NS}><sheetData/>{tail}</worksheet>".encode())
    grid.draw("rId1")
    names = [part.split()[0] for part in grid.content.decode().split("<")[3:]]
    assert names[:2] == ["pageMargins", "legacyDrawing"]
    assert grid.drawing == "rId1"


def test_a_cell_under_a_merge_is_marked_where_it_shows() -> None:
    merge = '<mergeCells><mergeCell ref="B2:C4"/></mergeCells>'
    grid = Grid(f"<worksheet {NS}><sheetData/>{merge}</worksheet>".encode())
    assert grid.anchor((3, 2)) == (1, 1)
    assert grid.anchor((4, 2)) == (4, 2)


def test_an_attribute_is_set_once_whatever_its_quotes() -> None:
    assert with_attribute(b"<c r='A1' s='3'>", "s", "5") == b"<c r='A1' s=\"5\">"
    assert with_attribute(b'<c r="A1"/>', "s", "5") == b'<c s="5" r="A1"/>'


def test_a_colour_comes_and_goes_without_a_trace() -> None:
    styles = Styles(EMPTY)
    marked = styles.coloured(0, "error")
    again = styles.coloured(marked, "warning")
    assert styles.coloured(0, "error") == marked
    assert FILLS["error"].encode() in styles.written()
    assert b'<fills count="4">' in styles.written()
    plain = styles.restored(again)
    assert b'fillId="0"' in styles.formats[plain]
    assert styles.restored(0) == 0


def test_text_that_xml_cannot_hold_is_left_out_and_markup_is_escaped() -> None:
    assert as_text("a\x0b<b> & ấ") == b"a&lt;b&gt; &amp; &#7845;"


@pytest.mark.parametrize(
    ("place", "cell"),
    [("D14", (13, 3)), ("14", (13, 0)), ("B2:C3", (1, 1)), ("", None), ("0", None), ("XFE1", None)],
)
def test_every_address_of_a_finding_has_its_cell_or_none(
    place: str, cell: tuple[int, int] | None
) -> None:
    assert cell_of(place) == cell


def test_findings_without_a_place_stand_in_the_first_cell_that_people_see() -> None:
    found = (
        finding("error", "sheet.unknown", "a.xlsx", sheet="Một"),
        finding("warning", "place.no_list", "a.xlsx"),
        finding("error", "row.unknown", "a.xlsx", sheet="Ẩn", cell="A3"),
        finding("note", "note.year", "a.xlsx", sheet="Hai", cell="7"),
    )
    examined = Examined("a.xlsx", "loaded", (), found)
    said = notes(examined, {"Ẩn": False, "Một": True, "Hai": True}, "vi")
    assert {sheet: set(cells) for sheet, cells in said.items()} == {
        "Một": {(0, 0)},
        "Hai": {(6, 0)},
    }
    first = said["Một"][0, 0]
    assert (first.severity, len(first.paragraphs)) == ("error", 3)
    assert any(text.startswith("Ẩn · A3: ") for _, text in first.paragraphs)


def test_a_conversation_on_a_doubtful_cell_becomes_a_note_so_that_ours_is_seen() -> None:
    text = "<text><t>Hỏi lại</t></text>".encode("ascii", "xmlcharrefreplace").decode()
    before = (
        f"<comments {NS}><authors><author>tc={{1}}</author></authors><commentList>"
        f'<comment ref="B2" authorId="0">{text}</comment><comment ref="B3" authorId="0">{text}'
        "</comment></commentList></comments>"
    )
    done = commented(before.encode(), {(1, 1): Note("error", (("Lỗi", "Sửa ô này."),))})
    assert done.threads == {(1, 1)}
    assert b'<comment ref="B2" authorId="1">' in done.content
    assert f'<comment ref="B3" authorId="0">{text}</comment>'.encode() in done.content
    talk = b'<t><threadedComment ref="B2"><x/></threadedComment><threadedComment ref="B3"/></t>'
    assert without_threads(talk, {(1, 1)}) == b'<t><threadedComment ref="B3"/></t>'
