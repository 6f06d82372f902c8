"""One workbook of many rows: a list of poor households, written without a spreadsheet library."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

HAMLETS = tuple(f"Mẫu {letter}" for letter in "ABCDEFGHIJKL")
CAUSES = ("Không có đất sản xuất", "Không có vốn sản xuất, kinh doanh", "Không có lao động")
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
Line = list[str | int | None]


def letter(column: int) -> str:
    """0 -> A, 26 -> AA."""
    return chr(65 + column) if column < 26 else "A" + chr(65 + column - 26)


def sheet(lines: list[Line]) -> Iterator[str]:
    """The XML of a sheet."""
    yield f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}"><sheetData>'
    for number, line in enumerate(lines, start=1):
        cells = "".join(
            f'<c r="{letter(i)}{number}"><v>{value}</v></c>'
            if isinstance(value, int)
            else f'<c r="{letter(i)}{number}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
            for i, value in enumerate(line)
            if value is not None
        )
        yield f'<row r="{number}">{cells}</row>'
    yield "</sheetData></worksheet>"


def households(rows: int) -> list[Line]:
    """A list of poor households, in sections by hamlet."""
    head: Line = [
        "STT", "Họ và tên chủ hộ", "Năm sinh nam", "Năm sinh nữ", "Dân tộc", "Số CCCD", "Mã hộ",
        "Địa chỉ (ấp, tổ)", "Số nhân khẩu", "B1", "B2", *map(str, range(1, 13)), "Phân loại hộ",
        "Nguyên nhân nghèo", "Nhu cầu hỗ trợ", "Diễn biến trong năm",
    ]  # fmt: skip
    lines: list[Line] = [*furniture("DANH SÁCH HỘ NGHÈO SAU KHI RÀ SOÁT NĂM 2025"), head]
    share = rows // len(HAMLETS)
    for index, hamlet in enumerate(HAMLETS):
        lines.append(["I", f"ẤP {hamlet.upper()}"])
        for number in range(1, share + 1):
            code = index * share + number
            marks: Line = ["x" if (code + i) % 4 == 0 else None for i in range(12)]
            lines.append([
                number, f"Lê Văn Mẫu {code:06d}", 1950 + code % 50, None, "Kinh",
                f"000{code:09d}", f"29221-{code:06d}", f"Tổ {code % 12 + 1}, ấp {hamlet}",
                1 + code % 7, 60 + code % 80, 30, *marks, "Hộ nghèo", CAUSES[code % 3],
                "Vay vốn ưu đãi", "Hộ nghèo cũ",
            ])  # fmt: skip
    return lines


def summary(rows: int) -> list[Line]:
    """The summary form that the list agrees with."""
    share = rows // len(HAMLETS)
    head: Line = [
        "TT", "Ấp", "Tổng số hộ dân cư", "Kết quả rà soát về hộ Hộ nghèo Số hộ",
        "Kết quả rà soát về hộ Hộ cận nghèo Số hộ",
    ]  # fmt: skip
    lines: list[Line] = [
        *furniture("TỔNG HỢP KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2025"),
        head,
    ]
    return lines + [[i, f"Ấp {h}", share * 20, share, 0] for i, h in enumerate(HAMLETS, start=1)]


def furniture(title: str) -> list[Line]:
    """What stands above a review form."""
    info = "Mã xã: 29221; Thời điểm rà soát: 12/12/2025; Chuẩn nghèo: Nghị định số 07/2021/NĐ-CP"
    return [["ỦY BAN NHÂN DÂN"], ["XÃ THẠNH HẢI"], ["DỮ LIỆU MINH HỌA"], [title], [info]]


def write(path: Path, rows: int) -> None:
    """A workbook with the list and its summary."""
    sheets = {"DS hộ nghèo": households(rows), "Biểu 1 Tổng hợp": summary(rows)}
    names = "".join(
        f'<sheet name="{name}" sheetId="{i}" r:id="r{i}"/>' for i, name in enumerate(sheets, 1)
    )
    targets = "".join(
        f'<Relationship Id="r{i}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(sheets) + 1)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", TYPES)
        first = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        book.writestr("_rels/.rels", f'<Relationships xmlns="{PACKAGE}">{first}</Relationships>')
        book.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
                      f"<sheets>{names}</sheets></workbook>")  # fmt: skip
        book.writestr("xl/_rels/workbook.xml.rels",
                      f'<Relationships xmlns="{PACKAGE}">{targets}</Relationships>')  # fmt: skip
        for number, lines in enumerate(sheets.values(), start=1):
            book.writestr(f"xl/worksheets/sheet{number}.xml", "".join(sheet(lines)))
