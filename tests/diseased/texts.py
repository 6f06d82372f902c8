"""T1 to T15: letters, signs and words."""

from __future__ import annotations

import unicodedata
from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from catalog.legacy import encode_tcvn3, encode_vni
from etl.corrections import Corrections
from tests.diseased.ill import Ill, Then, in_file, patched, work
from tests.findings.case import Fault, put
from tests.findings.desk import PLACES, REVIEW, WORKS, Desk, Spot
from tests.findings.households import listed
from tests.findings.sheets import WORK

REVIEWED = (PLACES, REVIEW)
SUMMARY, POOR = "Biểu 1 Tổng hợp", "DS hộ nghèo"
ROAD = "Đường bê tông ấp Bãi Vọng - Giồng Mẫu"
SOFT = "§\u00adêng bª t«ng Êp B·i Väng - Giång MÉu"  # ư is an invisible sign here


def old(text: str, font: str) -> Fault:
    """The first work's name in an old charset."""

    def change(cell: Any) -> None:
        cell.value, cell.font = text, Font(name=font)

    return in_file(WORKS, WORK, "C12", change)


def name_of_head(desk: Desk) -> str:
    """The cell of the first head of the poor."""
    cell = desk.office.inbox.cell("list_poor", "head_name")
    return cell.name


def in_capitals(desk: Desk) -> Spot:
    """A head's name typed in the capitals of .VnTimeH, which share the codes of small letters."""
    at = name_of_head(desk)

    def change(cell: Any) -> None:
        cell.value, cell.font = encode_tcvn3(cell.value.lower()), Font(name=".VnTimeH")

    return in_file(REVIEW, POOR, at, change)(desk)


def in_runs(desk: Desk) -> Spot:
    """A cell of two runs, the second in an old font: a reader sees one text."""
    start, rest = ROAD[:14], ROAD[14:]

    def change(cell: Any) -> None:
        run = TextBlock(InlineFont(rFont=".VnTime"), encode_tcvn3(rest))
        cell.value = CellRichText([start, run])

    return in_file(WORKS, WORK, "C12", change)(desk)


def aliased(desk: Desk) -> Spot:
    """A hamlet by a name that the office's own list of names explains."""
    desk.corrections = Corrections(aliases=(("BV", "TD01"),))
    return put("review_summary", "hamlet_code", "Ấp BV")(desk)


def unaccented(desk: Desk) -> Spot:
    """A list without codes in which one name stands twice, once without its marks: two households."""
    first = [1, "Lê Văn Mẫu 0001", None, "Chủ hộ", None, 2, "Hộ nghèo"]
    second = [2, "Le Van Mau 0001", None, "Chủ hộ", None, 2, "Hộ nghèo"]
    headings = [
        "STT",
        "Họ và tên chủ hộ",
        "Thành viên",
        "Quan hệ với chủ hộ",
        "Ghi chú",
        "Số nhân khẩu",
        "Phân loại hộ",
    ]
    return listed(first, second, headings=headings)(desk)


def hamlet(name: str, *said: str, **how: Any) -> Ill:
    """A hamlet of the summary under another spelling."""
    return Ill("T12", name, put("review_summary", "hamlet_code", name), said, books=REVIEWED, **how)


def same(code: str, name: str, text: str) -> Ill:
    """Another spelling of the first work's name that means the same."""
    return Ill(code, name, work(text))


ILLS = [
    Ill("T1", "TCVN3 in its font", old(encode_tcvn3(ROAD), ".VnTime"), ("text.decoded",)),
    Ill("T1", "TCVN3 without its font", old(encode_tcvn3(ROAD), "Arial"), ("text.by_score",), exit=10),
    Ill("T2", "capitals of .VnTimeH", in_capitals, ("text.decoded", "note.name_case"), books=REVIEWED),
    Ill("T3", "the soft hyphen is ư", old(SOFT, ".VnTime"), ("text.decoded",)),
    Ill("T4", "VNI in its font", old(encode_vni(ROAD), "VNI-Times"), ("text.decoded",)),
    Ill("T4", "VNI without its font", old(encode_vni(ROAD), "Arial"), ("text.by_score",), exit=10),
    Ill("T5", "one cell of two charsets, told by their fonts", in_runs, ("text.decoded",)),
    same("T6", "decomposed letters", unicodedata.normalize("NFD", ROAD)),
    Ill("T6", "m² stays m²", work("Sân 500 m² ½", field="name"), then=Then.KEPT, value="Sân 500 m² ½"),
    Ill("T7", "tones in their new place", put("review_summary", "hamlet_code", "Ấp Hoà Thí Dụ", nth=7),
        books=REVIEWED),
    same("T8", "no-break spaces", ROAD.replace(" ", "\u00a0") + "\u00a0"),
    same("T8", "narrow and doubled spaces", ROAD.replace(" ", "\u202f ") + "  "),
    same("T8", "invisible signs", ROAD.replace(" ", "\u200b \u200e")),
    same("T8", "a line break", ROAD.replace(" ", "\n", 1)),
    same("T8", "an escaped carriage return", ROAD + "_x000D_"),
    Ill("T9", "a control character", patched(WORKS, "Đường bê tông".encode(), "Đường\x0bbê tông".encode(),
                                             "xl/sharedStrings.xml")),
    Ill("T10", "a name in capitals", put("list_poor", "head_name", lambda name: name.upper()),
        ("note.name_case",), books=REVIEWED),
    Ill("T10", "a hamlet in capitals", put("review_summary", "hamlet_code", "ẤP BÃI VỌNG"), books=REVIEWED),
    Ill("T11", "a hamlet without its marks", put("review_summary", "hamlet_code", "Ap Bai Vong"),
        ("row.unknown_hamlet",), Then.ASIDE, REVIEWED, 10),
    Ill("T11", "a person without marks is another person", unaccented,
        ("column.no_code", "review.no_summary"), Then.LOADED, REVIEWED, 10),
    hamlet("bãi vọng"),
    hamlet("Bãi  Vọng."),
    hamlet("Ấp Bãi Vong", "row.unknown_hamlet", then=Then.ASIDE, exit=10),
    Ill("T12", "an alias", aliased, books=REVIEWED),
    Ill("T13", "someone called Na", put("list_poor", "head_name", "Na"), (), Then.KEPT, REVIEWED, value="Na"),
    Ill("T13", "N/A as a text", work("N/A"), ("cell.says_nothing",), Then.KEPT, exit=10, value="N/A"),
    Ill("T13", "N/A where a number belongs", work("N/A", "O12", "beneficiary_households"),
        ("cell.not_a_number",), Then.NULL, exit=10),
    Ill("T14", "wide digits", work("４９８", "O12", "beneficiary_households"),
        ("cell.not_a_number",), Then.NULL, exit=10),
    Ill("T14", "Arabic digits", work("٤٩٨", "O12", "beneficiary_households"),
        ("cell.not_a_number",), Then.NULL, exit=10),
    *(Ill("T15", text, put("infrastructure_project", "name", text), ("cell.code",), Then.KEPT, exit=10,
          value=text) for text in ("<img src=x onerror=alert(1)>", '=HYPERLINK("http://x")')),
    *(Ill("T15", text, put("infrastructure_project", "name", text), then=Then.KEPT, value=text)
      for text in ("$1.500$", "~4% → 1%~")),
]  # fmt: skip
