"""Rural and urban communes have other limits of B1; where nothing says which, it is not judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.editions import book_of
from tests.findings.desk import PLACES, Office

HEADINGS = ["STT", "Chủ hộ", "Mã hộ", "Số nhân khẩu", "Phiếu B1", "Phiếu B2", "Kết quả rà soát"]
MOMENT = "Thời điểm rà soát: 12/12/2025; Chuẩn nghèo: Nghị định số 07/2021/NĐ-CP"


@pytest.mark.parametrize(
    ("above", "code", "b1", "status", "rule"),
    [
        ("XÃ GIẢ ĐỊNH", "99001", 140, "Hộ nghèo", None),
        ("XÃ GIẢ ĐỊNH", "99001", 141, "Hộ nghèo", "household.b1_rule"),
        ("XÃ GIẢ ĐỊNH", "99001", 141, "Hộ không nghèo", None),
        ("PHƯỜNG GIẢ ĐỊNH", "99001", 175, "Hộ nghèo", None),
        ("PHƯỜNG GIẢ ĐỊNH", "99001", 176, "Hộ nghèo", "household.b1_rule"),
        ("Phường Giả Định", "99001", 160, "Hộ không nghèo", "household.b1_left"),
        ("THỊ TRẤN GIẢ ĐỊNH", "99001", 176, "Hộ nghèo", "household.b1_rule"),
        ("", "99001", 500, "Hộ nghèo", None),
        ("", "29221", 141, "Hộ nghèo", "household.b1_rule"),
    ],
)
def test_the_limit_of_b1_is_that_of_the_commune(
    above: str, code: str, b1: int, status: str, rule: str | None, office: Office, tmp_path: Path
) -> None:
    desk = office.desk((PLACES,), tmp_path / "inbox")
    path = tmp_path / "made.xlsx"
    title = [["DANH SÁCH HỘ RÀ SOÁT NĂM 2025"], [f"Mã xã: {code}; {MOMENT}"], HEADINGS]
    row = [1, "Lê Văn Mẫu 0001", "M-0001", 3, b1, 40, status]
    book_of(path, Sheet1=[[above], *title, row, [*row[:2], "M-0002", 3, 100, 40, "Hộ nghèo"]])
    spot = desk.write("Danh sách.xlsx", path.read_bytes())
    told = desk.understood()
    broken = {f.rule: f.cell for f in told.findings if f.rule.startswith("household.b1")}
    assert broken == ({rule: "E5"} if rule else {})
    (sheet,) = (s for s in told.gathered.sheets if s.file == spot.file)
    assert (len(sheet.loaded), len(sheet.quarantined)) == ((1, 1) if rule else (2, 0))
