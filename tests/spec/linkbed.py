"""A made-up commune of 600 poor households in three reviews: who is who is known, row by row."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from etl.confirmed import NOTHING, Confirmed
from etl.corrections import Corrections
from tests.editions import book_of
from tests.findings.desk import PLACES, Office, Told

YEARS = (2023, 2024, 2025)
COMMUNES = {2023: "29209", 2024: "29209", 2025: "29221"}  # merged in between
HAMLETS = ("Bãi Vọng", "Giồng Mẫu")
HEADINGS = [
    "STT", "Họ và tên chủ hộ", "Năm sinh", "Giới tính", "Số CCCD", "Địa chỉ", "Thôn", "Số nhân khẩu",
    "B1", "B2", "Phân loại hộ",
]  # fmt: skip


@dataclass
class Row:
    """One household in one list. `kept` says what of it is as it was in the review before."""

    who: int
    name: str
    born: int
    hamlet: str
    code: str = ""
    digits: str = ""
    members: int = 4
    group: int = 1

    @property
    def address(self) -> str:
        """Where it lives."""
        return f"Tổ {self.group}, ấp {self.hamlet}"

    def cells(self, number: int) -> list[Any]:
        """Its row."""
        cells = [number, self.name, self.born, "Nam", self.digits or None, self.address,
                 self.hamlet, self.members, 110, 30, "Hộ nghèo"]  # fmt: skip
        return [*cells, self.code] if self.code else cells


@dataclass
class Bed:
    """The lists of all years."""

    rows: dict[int, list[Row]] = field(default_factory=lambda: {year: [] for year in YEARS})
    people: int = 0
    chance: random.Random = field(default_factory=lambda: random.Random(5))

    def household(
        self, *, code: bool = False, digits: bool = False, like: Row | None = None
    ) -> Row:
        """A new household with a head of its own, or a namesake of another's head."""
        self.people += 1
        number = self.people
        name = f"{self.chance.choice(('Lê', 'Trần', 'Ngô'))} Văn Mẫu {number:04}"
        born, hamlet = self.chance.randint(1940, 2000), self.chance.choice(HAMLETS)
        if like:
            name, born, hamlet = like.name, like.born, like.hamlet
        return Row(number, name, born, hamlet, f"M-{number:05}" if code else "",
                   f"000000{number:06}" if digits else "", 1 + number % 7, 1 + number % 12)  # fmt: skip

    def put(self, *rows: Row | None) -> None:
        """A household in each year; None where it is in no list."""
        for year, row in zip(YEARS, rows, strict=True):
            if row:
                self.rows[year].append(row)

    def told(self, office: Office, folder: Path, links: Confirmed = NOTHING) -> Told:
        """What a build makes of its lists."""
        desk = office.desk((PLACES,), folder)
        desk.corrections = Corrections(links=links)
        for year, rows in self.rows.items():
            head = (
                f"Mã xã: {COMMUNES[year]}; Thời điểm rà soát: 12/12/{year};"
                " Chuẩn nghèo: Nghị định số 07/2021/NĐ-CP"
            )
            title = f"DANH SÁCH HỘ NGHÈO SAU KHI RÀ SOÁT NĂM {year}"
            self.chance.shuffle(rows)
            lists = {
                name: [[title], [head], [], headings, *(r.cells(n) for n, r in enumerate(mine, 1))]
                for name, headings, mine in self._sheets(rows)
            }
            path = folder.parent / f"{year}.xlsx"
            book_of(path, **lists)
            desk.write(f"Danh sách {year}.xlsx", path.read_bytes())
        return desk.understood()

    def row(self, file: str, sheet: str, number: int) -> Row:
        """The household of a row of a list."""
        year = int(file.split()[-1].split(".")[0])
        mine = {name: rows for name, _, rows in self._sheets(self.rows[year])}
        return mine[sheet][number - 5]

    def _sheets(self, rows: list[Row]) -> list[tuple[str, list[str], list[Row]]]:
        """Households with a code stand in a list with a column for it, the others in one without."""
        return [
            ("Có mã", [*HEADINGS, "Mã hộ"], [row for row in rows if row.code]),
            ("Không mã", HEADINGS, [row for row in rows if not row.code]),
        ]
