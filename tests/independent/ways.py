"""Review lists and participants -> how each set went through the years, counted another way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import sqrt
from typing import Any

Figures = dict[str, Any]
CLASS = {"Hộ nghèo": "poor", "Hộ cận nghèo": "near_poor"}
GONE = "Giảm khác"


class Lives:
    """Household code -> year -> class, and what the lists of those who left say."""

    def __init__(self, office: Any, years: Iterable[int]) -> None:
        self.years = list(years)
        self.at: dict[str, dict[int, str]] = {}
        self.came: dict[str, tuple[int, str]] = {}  # the first list, and what it says of the year
        self.opened: dict[str, dict[int, str]] = {}
        for sheet, state in (("DS hộ nghèo", "poor"), ("DS hộ cận nghèo", "near_poor")):
            for info, rows in office.reviews(sheet):
                for row in rows:
                    self._stand(row["Mã hộ"], info["year"], state, row["Diễn biến trong năm"])
        for info, rows in office.reviews("DS thoát nghèo"):
            for row in rows:
                said = row["Diễn biến trong năm"]
                was = _class(row)
                if not said.startswith(GONE) and "trở thành" not in said:
                    was = "near_poor" if said == "Thoát cận nghèo" else "poor"
                    self._stand(row["Mã hộ"], info["year"], "above", said)
                self.opened.setdefault(row["Mã hộ"], {})[info["year"]] = was

    def _stand(self, code: str, year: int, state: str, said: str) -> None:
        self.at.setdefault(code, {})[year] = state
        if year <= self.came.get(code, (9999, ""))[0]:
            self.came[code] = (year, said)
        opening = {
            "Hộ nghèo cũ": "poor", "Hộ cận nghèo cũ": "near_poor",
            "Hộ nghèo trở thành hộ cận nghèo": "poor",
            "Hộ cận nghèo trở thành hộ nghèo": "near_poor", "Chuyển ấp trong xã": state,
        }.get(said)  # fmt: skip
        if opening:
            self.opened.setdefault(code, {})[year] = opening

    def way(self, code: str) -> list[str]:
        """The state at each review."""
        known, found = self.at.get(code, {}), []
        for year in self.years:
            last = found[-1] if found else ""
            found.append(known.get(year, "above" if last == "above" else "unknown"))
        first, said = self.came.get(code, (0, ""))
        fresh = said in ("Phát sinh mới", "Tái nghèo", "Tái cận nghèo")
        return [
            "above" if first and year < first and fresh else "unknown" if year < first else state
            for year, state in zip(self.years, found, strict=True)
        ]

    def began(self, code: str, year: int) -> str | None:
        """The class at the start of a year."""
        if year - 1 in self.years:
            return self.at.get(code, {}).get(year - 1)
        return self.opened.get(code, {}).get(year)


def _class(row: dict[str, Any]) -> str:
    return next((CLASS[str(v)] for v in row.values() if v in CLASS), "")


def ways(office: Any, found: Figures, years: list[int]) -> None:
    """Fill in the figures of paths, of those who came back, and of both sides of each cohort."""
    lives = Lives(office, years)
    sets = {
        f"livelihood@{office.commune}": office.one("Hộ tham gia")[1],
        f"group@{office.commune}": office.one("Nhóm cộng đồng")[1],
    }
    anywhere = {row["Mã hộ"] for rows in sets.values() for row in rows}
    for place, rows in sets.items():
        paths = {row["Mã hộ"]: lives.way(row["Mã hộ"]) for row in rows}
        for way, number in Counter(">".join(way) for way in paths.values()).items():
            found[f"path_households/{place}/all/{way}"] = number
        _back(found, place, rows, paths, years, lives)
        for year, said in {(r["Năm tham gia"], r["Phân loại khi tham gia"]) for r in rows}:
            if said in CLASS:
                mine = {r["Mã hộ"] for r in rows
                        if (r["Năm tham gia"], r["Phân loại khi tham gia"]) == (year, said)}  # fmt: skip
                _cohort(found, lives, f"{place}/{year}/{CLASS[said]}", mine, anywhere)


def _cohort(found: Figures, lives: Lives, at: str, mine: set[str], anywhere: set[str]) -> None:
    _, year, status = at.split("/")
    began = [c for c in {*lives.at, *lives.opened} if lives.began(c, int(year)) == status]
    for side, codes in (
        ("inside", [c for c in began if c in mine]),
        ("outside", [c for c in began if c not in anywhere]),
    ):
        ends = Counter(lives.way(code)[-1] for code in codes)
        known = len(codes) - ends["unknown"]
        found[f"{side}_households/{at}"] = len(codes)
        found[f"{side}_unknown/{at}"] = ends["unknown"]
        if known >= 20:
            found[f"{side}_exit_rate/{at}"] = ends["above"] / known


def _back(
    found: Figures,
    place: str,
    rows: Any,
    paths: dict[str, list[str]],
    years: list[int],
    lives: Lives,
) -> None:
    followed = soon = since = 0
    for row in rows:
        way = dict(zip(years, paths[row["Mã hộ"]], strict=True))
        listed = [y for y, s in lives.at.get(row["Mã hộ"], {}).items() if s == "above"]
        out = min((y for y in listed if y >= row["Năm tham gia"]), default=None)
        if out is None:
            ended = next(v for k, v in row.items() if k.endswith("/ Kết quả"))
            year = next(v for k, v in row.items() if k.endswith("/ Năm"))
            out = year if ended.startswith("Thoát") else None
        if out is None:
            continue
        again = [y for y, s in way.items() if y > out and s in ("poor", "near_poor")]
        if way.get(out + 1, "unknown") != "unknown":
            followed += 1
            soon += out + 1 in again
        since += bool(again)
    found[f"exits_followed/{place}/all"] = followed
    found[f"back_soon/{place}/all"], found[f"back_since/{place}/all"] = soon, since


def chance(part: int, whole: int) -> tuple[float, float]:
    """Both ends of the interval of Wilson, from its equation: (p − x)² = z² x (1 − x) / n."""
    z, p = 1.959964, part / whole
    a, b, c = 1 + z * z / whole, -(2 * p + z * z / whole), p * p
    root = sqrt(b * b - 4 * a * c)
    return (-b - root) / (2 * a), (-b + root) / (2 * a)
