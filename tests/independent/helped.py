"""Review lists, support given, donations -> what the page of needs and support must show, by key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from tests.independent.sheets import Table

NEEDS = {
    "Vay vốn ưu đãi": ("loan", ["Hỗ trợ vốn"]),
    "Hỗ trợ đất sản xuất": ("land", []),
    "Hỗ trợ phương tiện sản xuất": ("tools", []),
    "Hỗ trợ giống cây trồng, vật nuôi": ("breeding_stock", ["Con giống"]),
    "Đào tạo nghề": ("vocational", ["Tập huấn kỹ thuật"]),
    "Giới thiệu việc làm": ("job", ["Giới thiệu việc làm"]),
    "Xuất khẩu lao động": ("labour_export", ["Giới thiệu việc làm"]),
    "Hướng dẫn cách làm ăn": ("know_how", ["Tập huấn kỹ thuật"]),
    "Hỗ trợ BHYT, khám chữa bệnh": ("health", ["Bảo hiểm y tế"]),
    "Hỗ trợ học phí": ("education", []),
    "Hỗ trợ sửa, xây nhà ở": ("housing", ["Hỗ trợ nhà ở"]),
    "Hỗ trợ nước sạch, nhà tiêu": ("water_latrine", []),
    "Trợ cấp xã hội": ("allowance", []),
    "Tiếp cận thông tin": ("information", []),
    "Khác": ("other", []),
}
KINDS = {
    "Tập huấn kỹ thuật": "training", "Hỗ trợ nhà ở": "housing", "Giới thiệu việc làm": "job_placement",
    "Bảo hiểm y tế": "health_insurance", "Hỗ trợ vốn": "credit", "Con giống": "livestock",
    "Quà tặng": "gift", "Khác": "other",
}  # fmt: skip
DONORS = {
    "Doanh nghiệp": "enterprise", "Cá nhân": "individual", "Tổ chức": "organisation",
    "Cơ sở tôn giáo": "religious", "Khác": "other",
}  # fmt: skip
Got = Mapping[str, list[tuple[date, str]]]
Figures = dict[str, Any]
Listed = dict[str, tuple[date, list[str], str]]  # household code -> review day, needs, hamlet


def support(office: Any, found: Figures, years: Iterable[int]) -> None:
    """Fill in every figure of needs, support and donations."""
    info, rows = office.one("Hỗ trợ hộ")
    got: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: r["Ngày hỗ trợ"]):
        got[row["Mã hộ"]].append((row["Ngày hỗ trợ"], row["Nội dung hỗ trợ"]))
    until = max(row["Ngày hỗ trợ"] for row in rows)
    lent(office, rows, info["scale"], got)
    for year in years:
        everybody = listed(office, year)
        for place in (office.commune, *office.codes.values()):
            here = {c: one for c, one in everybody.items() if place in (office.commune, one[2])}
            _needs(found, f"{place}/{year}", here, got, until)
        at = f"need_unsaid/{office.commune}/{year}"
        found[at] = sum(not needs for _, needs, _ in everybody.values())
    _waiting(found, f"{office.commune}/{max(years)}", listed(office, max(years)), got, until)
    given(found, office.commune, rows, info["scale"])
    donated(found, office.commune, office.one("Vận động")[1])


def lent(office: Any, rows: Table, scale: int, got: dict[str, list[tuple[date, str]]]) -> None:
    """Loans are help too, unless the list of support has a line for it: one line for one loan."""
    info, loans = office.one("Món vay")
    lines = [
        [r["Mã hộ"], r["Ngày hỗ trợ"], r["Giá trị hỗ trợ"], False]
        for r in rows
        if r["Nội dung hỗ trợ"] == "Hỗ trợ vốn"
    ]
    for loan in sorted(loans, key=lambda r: r["Ngày giải ngân"]):
        home, day = loan["Mã hộ"], loan["Ngày giải ngân"]
        worth = round(loan["Số tiền vay"] * info["scale"])
        for line in lines:
            said = line[2] is None or line[2] * scale == worth
            if not line[3] and line[0] == home and abs((day - line[1]).days) <= 31 and said:
                line[3] = True
                break
        else:
            got[home].append((day, "Hỗ trợ vốn"))
    for events in got.values():
        events.sort()


def listed(office: Any, year: int) -> Listed:
    """The households of the lists of a year by their codes."""
    hamlets = {name.casefold(): code for name, code in office.codes.items()}
    found: Listed = {}
    for sheet in ("DS hộ nghèo", "DS hộ cận nghèo"):
        for info, rows in office.reviews(sheet):
            for row in rows if info["year"] == year else ():
                said = [n.strip() for n in (row["Nhu cầu hỗ trợ"] or "").split(";") if n.strip()]
                hamlet = row["Địa chỉ (ấp, tổ)"].partition("ấp ")[2].casefold()
                found[row["Mã hộ"]] = (info["day"], said, hamlets[hamlet])
    return found


def _needs(found: Figures, at: str, listed: Listed, got: Got, until: date) -> None:
    asked = {
        c: (day, [n for n in said if n in NEEDS])
        for c, (day, said, _) in listed.items()
        if any(n in NEEDS for n in said)
    }
    every = {c: (day, {k for n in said for k in NEEDS[n][1]}) for c, (day, said) in asked.items()}
    _answered(found, at, "", every, got)
    for need, (code, kinds) in NEEDS.items():
        mine = {c: (day, set(kinds)) for c, (day, said) in asked.items() if need in said}
        _answered(found, at, f"/need.{code}", mine, got, bool(kinds))
        for text, kind in KINDS.items():
            there = sum(_first(got[c], day, {text}) is not None for c, (day, _) in mine.items())
            found[f"need_support/{at}/need.{code}/support.{kind}"] = there
    assert all(day <= until for day, _ in asked.values())  # else nothing could be said


def _first(events: list[tuple[date, str]], day: date, kinds: set[str]) -> date | None:
    return next((when for when, kind in events if when >= day and kind in kinds), None)


def _answered(found: Figures, at: str, end: str, asked: Any, got: Got, known: bool = True) -> None:
    found[f"need_asked/{at}{end}"] = len(asked)
    found[f"need_unmatched/{at}{end}"] = sum(not kinds for _, kinds in asked.values())
    if not known:
        return
    days = sorted(
        (first - day).days
        for c, (day, kinds) in asked.items()
        if (first := _first(got[c], day, kinds))
    )
    found[f"need_given/{at}{end}"] = len(days)
    hopeless = sum(not kinds for _, kinds in asked.values())
    found[f"need_open/{at}{end}"] = len(asked) - len(days) - hopeless
    if days:
        low, high = days[(len(days) - 1) // 2], days[len(days) // 2]
        found[f"need_days/{at}{end}"] = (low + high) / 2


def _waiting(found: Figures, at: str, named: Listed, got: Got, until: date) -> None:
    """Open for longer than 180 days (catalog/warnings.toml)."""
    kinds = {
        c: (day, {k for n in said for k in NEEDS.get(n, ("", []))[1]})
        for c, (day, said, _) in named.items()
    }
    late = [c for c, (day, wanted) in kinds.items() if wanted and (until - day).days > 180]
    found[f"need_waiting/{at}"] = sum(_first(got[c], *kinds[c]) is None for c in late)


def given(found: Figures, commune: str, rows: Table, scale: int) -> None:
    """Support by year, kind and funder."""
    groups: dict[str, Table] = defaultdict(list)
    years = {row["Ngày hỗ trợ"].year for row in rows}
    for year in ("all", *years):
        for kind in KINDS.values():
            groups[f"{commune}/{year}/support.{kind}"] = []
    for row in rows:
        kind = f"support.{KINDS[row['Nội dung hỗ trợ']]}"
        year = row["Ngày hỗ trợ"].year
        for end in ("all", f"all/{kind}", f"all/{row['Nguồn hỗ trợ']}", year, f"{year}/{kind}"):
            groups[f"{commune}/{end}"].append(row)
    for at, mine in groups.items():
        worth = [row["Giá trị hỗ trợ"] for row in mine if row["Giá trị hỗ trợ"] is not None]
        found[f"support_events/{at}"] = len(mine)
        found[f"support_households/{at}"] = len({row["Mã hộ"] for row in mine})
        found[f"support_unvalued/{at}"] = len(mine) - len(worth)
        if worth:
            found[f"support_vnd/{at}"] = sum(worth) * scale


def donated(found: Figures, commune: str, rows: Table) -> None:
    """Donations by year and kind of donor."""
    groups: dict[str, Table] = {f"{commune}/all/donor.{kind}": [] for kind in DONORS.values()}
    for row in rows:
        kind = DONORS[row["Loại nhà hảo tâm"]]
        for end in ("all", f"all/donor.{kind}", row["Ngày tiếp nhận"].year):
            groups.setdefault(f"{commune}/{end}", []).append(row)
    for at, mine in groups.items():
        money = [row["Số tiền"] for row in mine if row["Số tiền"] is not None]
        found[f"donations/{at}"] = len(mine)
        found[f"donated_in_kind/{at}"] = sum(row["Hiện vật"] is not None for row in mine)
        if money:
            found[f"donated_vnd/{at}"] = sum(money)
