"""Workbooks of one merged commune -> the figures that the pages must show, by key; nothing of the product."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

from tests.independent.helped import support
from tests.independent.ledger import ledger
from tests.independent.oldest import oldest
from tests.independent.open import openness
from tests.independent.sheets import Table, read
from tests.independent.ways import chance, ways

Figures = dict[str, Any]
COLUMNS = {
    "poor": {
        "opening": "Tổng số hộ nghèo đầu kỳ", "to_other_group": "Trở thành hộ cận nghèo",
        "escaped": "Vượt chuẩn cận nghèo", "other_out": "giảm trong năm / Số hộ khác",
        "from_other_group": "Số hộ cận nghèo trở thành hộ nghèo", "relapsed": "Tái nghèo",
        "new": "Phát sinh mới", "other_in": "tăng trong năm / Số hộ khác",
        "closing": "Tổng số hộ nghèo cuối kỳ",
    },
    "near_poor": {
        "opening": "Tổng số hộ cận nghèo đầu kỳ", "escaped": "Số hộ thoát cận nghèo",
        "to_other_group": "Số hộ cận nghèo trở thành hộ nghèo",
        "other_out": "giảm trong năm / Số hộ khác",
        "from_other_group": "Số hộ nghèo trở thành hộ cận nghèo", "relapsed": "Tái cận nghèo",
        "new": "Phát sinh mới", "other_in": "tăng trong năm / Số hộ khác",
        "closing": "Tổng số hộ cận nghèo cuối kỳ",
    },
}  # fmt: skip

INDICATORS = (
    "d01_employment", "d02_dependants", "d03_nutrition", "d04_insurance", "d05_adult_education",
    "d06_school", "d07_housing_quality", "d08_housing_area", "d09_water", "d10_latrine",
    "d11_telecom", "d12_info_device",
)  # fmt: skip
CAUSES = ("land", "capital", "labour", "tools", "knowledge", "skills", "illness", "other")
PATHS = {
    "Hộ nghèo cũ": "poor/poor", "Hộ cận nghèo trở thành hộ nghèo": "near_poor/poor",
    "Tái nghèo": "above/poor", "Hộ cận nghèo cũ": "near_poor/near_poor",
    "Hộ nghèo trở thành hộ cận nghèo": "poor/near_poor", "Tái cận nghèo": "above/near_poor",
    "Thoát nghèo, vượt chuẩn cận nghèo": "poor/above", "Thoát cận nghèo": "near_poor/above",
}  # fmt: skip
OUTCOMES = {
    "Thoát nghèo": "escaped_poverty", "Thoát cận nghèo": "escaped_near_poverty",
    "Còn nghèo": "still_poor", "Còn cận nghèo": "still_near_poor", "Rút khỏi mô hình": "withdrew",
    "Chưa rõ": "unknown",
}  # fmt: skip
IN_THE_FIELD = {
    "done": ("Hoàn thành", "Đã nghiệm thu", "Đã quyết toán"), "under_way": ("Đang thi công",),
    "preparing": ("Chuẩn bị đầu tư",), "other": ("Tạm dừng", None),
}  # fmt: skip
TARGETS = {
    "Tỷ lệ hộ nghèo": "poverty_rate", "Tỷ lệ hộ cận nghèo": "near_poverty_rate",
    "Tỷ lệ nghèo đa chiều": "multidimensional_rate",
}  # fmt: skip
RATES = {
    "poverty_rate": ("poor",), "near_poverty_rate": ("near_poor",),
    "multidimensional_rate": ("poor", "near_poor"),
}  # fmt: skip

STEPS = {
    "rate_step": ("poor",), "near_poverty_rate_step": ("near_poor",),
    "multidimensional_rate_step": ("poor", "near_poor"),
}  # fmt: skip


class Office:
    """The workbooks of a commune, asked for figures."""

    def __init__(self, inbox: Path, commune: str) -> None:
        self.sheets = read(inbox)
        self.commune = commune
        (places,) = [rows for _, rows in self.sheets["Địa bàn"]]
        self.codes = {r["Tên đơn vị"]: r["Mã đơn vị"] for r in places if r["Cấp"] == "Ấp"}
        self.merged = next(
            r["Hiệu lực từ ngày"]
            for r in places
            if r["Cấp"] == "Xã" and r["Mã đơn vị"] == commune and r["Hiệu lực đến ngày"] is None
        )
        self.started = {
            r["Mã đơn vị"]: r["Hiệu lực từ ngày"]
            for r in places
            if r["Cấp"] == "Xã" and r["Hiệu lực đến ngày"] is not None
        }

    def code(self, text: str) -> str:
        """`Ấp Giang Hà` -> its code."""
        return str(self.codes[text.removeprefix("Ấp ").strip()])

    def reviews(self, sheet: str) -> list[tuple[dict[str, Any], Table]]:
        """Every sheet of that name in the review workbooks."""
        return [(info, rows) for info, rows in self.sheets[sheet] if "year" in info]

    def one(self, sheet: str) -> tuple[dict[str, Any], Table]:
        """The only sheet of that name."""
        (found,) = self.sheets[sheet]
        return found


def recompute(inbox: Path, commune: str = "29221") -> Figures:
    """Every figure by its key, from the workbooks in a folder."""
    office = Office(inbox, commune)
    years = sorted({info["year"] for info, _ in office.reviews("Biểu 1 Tổng hợp")})
    found: Figures = {}
    counts = _summary(office, found)
    _movements(office, found, counts, years)
    _lists(office, found, years)
    _details(office, found)
    _depth(office, found, counts, years)
    _money(
        office,
        found,
        "infrastructure",
        "Danh mục công trình",
        "Mã công trình",
        "Kế hoạch và giải ngân",
    )
    _money(office, found, "livelihood", "Danh mục dự án", "Mã dự án", "Kinh phí")
    _participants(office, found)
    _credit(office, found)
    _hamlets(office, found, years)
    _targets(office, found)
    _due_by_now(office, found)
    support(office, found, years)
    openness(office, found, years)
    ways(office, found, years)
    oldest(office, found, years)
    return found


def _rate(found: Figures, key: str, part: int, whole: int, least: int = 20) -> None:
    if whole >= max(least, 1) and part <= whole:
        found[key] = part / whole


def _summary(office: Office, found: Figures) -> dict[Any, dict[str, int]]:
    """Counts by (place, year); the commune before the merger is its predecessors together."""
    head = "Kết quả rà soát về hộ / Hộ"
    counts: dict[Any, dict[str, int]] = defaultdict(
        lambda: dict.fromkeys(("all", "poor", "near_poor"), 0)
    )
    for info, rows in office.reviews("Biểu 1 Tổng hợp"):
        unit = info["commune"]
        former = f"{unit}@{office.started.get(unit)}" if info["day"] < office.merged else ""
        for row in rows:
            values = {
                "all": row["Tổng số hộ dân cư tại thời điểm rà soát / Số hộ"],
                "poor": row[f"{head} nghèo / Số hộ"],
                "near_poor": row[f"{head} cận nghèo / Số hộ"],
            }
            for place in {office.commune, office.code(row["Ấp"]), former} - {""}:
                for name, value in values.items():
                    counts[place, info["year"]][name] += value
    for (place, year), value in list(counts.items()):
        for name, parts in RATES.items():
            _rate(found, f"{name}/{place}/{year}", sum(value[p] for p in parts), value["all"])
        for key, name in (
            ("households", "all"),
            ("poor_households", "poor"),
            ("near_poor_households", "near_poor"),
        ):
            found[f"{key}/{place}/{year}"] = value[name]
        if (place, year - 1) in counts:
            before = counts[place, year - 1]
            span = f"{place}/{year - 1}-{year}"
            found[f"poor_households_change/{span}"] = value["poor"] - before["poor"]
            for name, parts in RATES.items():
                old, new = (sum(c[p] for p in parts) for c in (before, value))
                found[f"{name}_part_change/{span}"] = new - old
                found[f"{name}_change/{span}"] = new / value["all"] - old / before["all"]
    return counts


def _column(row: dict[str, Any], wanted: str) -> Any:
    (found,) = [value for name, value in row.items() if f" / {name}".rpartition(" (")[0].endswith(wanted)
                or name.endswith(wanted) or f"{wanted} (" in name]  # fmt: skip
    return found


def _movements(office: Office, found: Figures, counts: Any, years: list[int]) -> None:
    sums: dict[str, int] = defaultdict(int)
    for group, sheet in (
        ("poor", "Biểu 2 Diễn biến hộ nghèo"),
        ("near_poor", "Biểu 3 Diễn biến hộ cận nghèo"),
    ):
        for info, rows in office.reviews(sheet):
            for row in rows:
                if row["Phân tổ"] != "Hộ":
                    continue
                for name, wanted in COLUMNS[group].items():
                    for place in (office.commune, office.code(row["Ấp"])):
                        sums[f"{name}/{place}/{info['year']}/{group}"] += _column(row, wanted)
    found.update(sums)
    for place in {office.commune, *office.codes.values()}:
        for year in years:
            if f"opening/{place}/{year}/poor" in sums:
                _derived(found, counts, place, year)


def _derived(found: Figures, counts: Any, place: str, year: int) -> None:
    for group in ("poor", "near_poor"):
        at = {name: found[f"{name}/{place}/{year}/{group}"] for name in COLUMNS[group]}
        out = at["to_other_group"] + at["escaped"] + at["other_out"]
        into = at["from_other_group"] + at["relapsed"] + at["new"] + at["other_in"]
        closing = at["opening"] - out + into
        found[f"closing_computed/{place}/{year}/{group}"] = closing
        found[f"discrepancy/{place}/{year}/{group}"] = at["closing"] - closing
        if (place, year) in counts:
            gap = counts[place, year][group] - at["closing"]
            found[f"closing_gap/{place}/{year}/{group}"] = gap
    poor = {name: found[f"{name}/{place}/{year}/poor"] for name in COLUMNS["poor"]}
    found[f"gross_exits/{place}/{year}"] = poor["to_other_group"] + poor["escaped"]
    found[f"net_fall/{place}/{year}"] = poor["opening"] - poor["closing"]
    found[f"entries/{place}/{year}"] = poor["from_other_group"] + poor["relapsed"] + poor["new"]
    if (place, year - 1) in counts:
        before, now = counts[place, year - 1], counts[place, year]
        for kind, groups in STEPS.items():
            _steps(found, f"{kind}/{place}/{year}", f"{place}/{year}", groups, before, now)
        if year == 2025:  # the press said more than 4 % for 2024
            below = now["poor"] / now["all"] - 0.04
            found[f"poverty_rate_press_change/{place}/2024-2025"] = below


def _steps(found: Figures, key: str, at: str, groups: Any, before: Any, now: Any) -> None:
    """What each movement does to a rate; of both groups together nobody goes from one to the other."""
    names = ("escaped", "other_out", "relapsed", "new", "other_in")
    names += ("to_other_group", "from_other_group") if len(groups) == 1 else ()
    for name in names:
        sign = -1 if name in ("escaped", "other_out", "to_other_group") else 1
        moved = sum(found[f"{name}/{at}/{group}"] for group in groups)
        found[f"{key}/{name}"] = sign * moved / now["all"]
    first, last = (sum(counts[group] for group in groups) for counts in (before, now))
    for name in ("discrepancy", "closing_gap"):
        found[f"{key}/{name}"] = sum(found[f"{name}/{at}/{group}"] for group in groups) / now["all"]
    found[f"{key}/denominator"] = first / now["all"] - first / before["all"]
    found[f"{key}/moved"] = (last - first) / now["all"]


def _lists(office: Office, found: Figures, years: list[int]) -> None:
    for year in years:
        for start in ("poor", "near_poor", "above"):
            for end in ("poor", "near_poor", "above"):
                found[f"transition/{office.commune}/{year}/{start}/{end}"] = 0
    for sheet, moved, fresh in (
        ("DS hộ nghèo", "poor/poor", "above/poor"),
        ("DS hộ cận nghèo", "near_poor/near_poor", "above/near_poor"),
        ("DS thoát nghèo", "", ""),
    ):
        for info, rows in office.reviews(sheet):
            for row in rows:
                said = row["Diễn biến trong năm"]
                path = PATHS.get(said, "")
                path = (
                    moved
                    if said == "Chuyển ấp trong xã"
                    else fresh
                    if said == "Phát sinh mới"
                    else path
                )
                if path:
                    found[f"transition/{office.commune}/{info['year']}/{path}"] += 1


def _details(office: Office, found: Figures) -> None:
    for info, rows in office.reviews("Biểu thiếu hụt"):
        for row in rows:
            group = "near_poor" if "CẬN" in row["section"] else "poor"
            for number, name in enumerate(INDICATORS, start=1):
                key = f"deprivation/{office.commune}/{info['year']}/{group}/{name}"
                value = row[f"Trong đó: thiếu hụt các dịch vụ xã hội cơ bản / {number}"]
                found[key] = found.get(key, 0) + value
                found[key.replace(office.commune, office.code(row["Ấp"]), 1)] = value
    for info, rows in office.reviews("Biểu nguyên nhân"):
        for row in rows:
            group = {"Hộ nghèo": "poor", "Hộ cận nghèo": "near_poor"}.get(row["Phân tổ"])
            columns = [name for name in row if name.startswith("Nguyên nhân nghèo (")]
            for cause, column in zip(CAUSES, columns, strict=True):
                if group:
                    key = f"cause/{office.commune}/{info['year']}/{group}/{cause}"
                    found[key] = found.get(key, 0) + row[column]
                    found[key.replace(office.commune, office.code(row["Ấp"]), 1)] = row[column]


def _depth(office: Office, found: Figures, counts: Any, years: list[int]) -> None:
    """How many of a group lack an indicator, and how much the poor lack together."""
    for year in years:
        for group in ("poor", "near_poor"):
            for name, place in product(INDICATORS, (office.commune, *office.codes.values())):
                key = f"deprivation/{place}/{year}/{group}/{name}"
                if key in found:
                    whole = counts[place, year][group]
                    _rate(
                        found, key.replace("deprivation", "deprivation_rate", 1), found[key], whole
                    )
        at = f"{office.commune}/{year}"
        lacking = [found.get(f"deprivation/{at}/poor/{name}") for name in INDICATORS]
        size = counts[office.commune, year]
        if None not in lacking and size["poor"]:
            found[f"mean_deprivations/{at}"] = sum(lacking) / size["poor"]
            found[f"deprivation_intensity/{at}"] = sum(lacking) / size["poor"] / len(INDICATORS)
            found[f"adjusted_headcount/{at}"] = sum(lacking) / size["all"] / len(INDICATORS)


def _vnd(value: Any, scale: int) -> int:
    return int(Decimal(str(value)) * scale)


def _money(
    office: Office, found: Figures, kind: str, register: str, code: str, funding: str
) -> None:
    info, rows = office.one(register)
    total_name = "Tổng mức đầu tư" if kind == "infrastructure" else "Tổng kinh phí"
    rows = [r for r in rows if r.get("Loại mô hình") != "Nhân rộng mô hình, sản xuất cộng đồng"]
    place, money = f"{kind}@{office.commune}", defaultdict(int)
    found[f"projects/{place}/all"] = len(rows)
    for name, said in IN_THE_FIELD.items() if kind == "infrastructure" else ():
        found[f"works_{name}/{place}/all"] = sum(row["Tình trạng"] in said for row in rows)
    for row in rows:
        amount = _vnd(row[total_name], info["scale"])
        for owner in (row[code], place):
            money["approved_vnd", owner, "all"] += amount
    above, lines = office.one(funding)
    sources = {
        "Ngân sách trung ương": "central", "Ngân sách tỉnh": "province", "Ngân sách huyện": "district",
        "Ngân sách xã": "commune", "Dân đóng góp": "people", "Huy động khác": "mobilised",
    }  # fmt: skip
    for row in lines:
        for name, value in row.items():
            if name.startswith("Năm ") and value is not None:
                column = "planned_vnd" if name.endswith("Kế hoạch") else "disbursed_vnd"
                amount = _vnd(value, above["scale"])
                year = name.split()[1]
                for owner, period in (
                    (row[code], "all"),
                    (place, "all"),
                    (place, year),
                    (place, sources[row["Nguồn vốn"]]),
                ):
                    money[column, owner, period] += amount
    for (column, owner, period), amount in money.items():
        found[f"{column}/{owner}/{period}"] = amount
    for owner in {owner for _, owner, period in money if period == "all"}:
        spent, planned = (money[c, owner, "all"] for c in ("disbursed_vnd", "planned_vnd"))
        _rate(found, f"disbursement_rate/{owner}/all", spent, planned, 1)
        _rate(found, f"completion_rate/{owner}/all", spent, money["approved_vnd", owner, "all"], 1)


def _due_by_now(office: Office, found: Figures) -> None:
    """On the last day of a year every plan up to it is due wholly; a visit counts for ninety days."""
    _, paid = office.one("Trả nợ")
    end = date(max(r["Ngày trả"] for r in paid).year, 12, 31)
    places = (f"infrastructure@{office.commune}", f"livelihood@{office.commune}")
    registers = (("Danh mục công trình", "Mã công trình"), ("Danh mục dự án", "Mã dự án"))
    codes = [row[code] for sheet, code in registers for row in office.one(sheet)[1]]
    for owner in (*places, *codes):
        planned = found.get(f"planned_vnd/{owner}/all")
        spent = found.get(f"disbursed_vnd/{owner}/all")
        if planned:
            found[f"expected_vnd/{owner}/now"] = planned
            found[f"pace_rate/{owner}/now"] = spent / planned
            found[f"pace_gap_vnd/{owner}/now"] = planned - spent
    last = [found.get(f"last_visit/{code}/all") for code in office.codes.values()]
    stale = [day for day in last if day and date.fromisoformat(day) < end - timedelta(days=90)]
    found[f"hamlets_unvisited/{office.commune}/now"] = len(stale)


def _participants(office: Office, found: Figures) -> None:
    sets: dict[str, Table] = {f"group@{office.commune}": office.one("Nhóm cộng đồng")[1]}
    _, rows = office.one("Hộ tham gia")
    sets[f"livelihood@{office.commune}"] = rows
    for row in rows:
        sets.setdefault(row["Mã dự án"], []).append(row)
    for row in office.one("Nhóm cộng đồng")[1]:
        sets.setdefault(row["Mã nhóm"], []).append(row)
    _at_home(office, found)
    for place, members in sets.items():
        column = next(name for name in members[0] if name.endswith("/ Kết quả"))
        homes: dict[str, str] = {}
        for row in members:  # a household in two projects counts once, as one that left if it did
            name = OUTCOMES[row[column]] if row[column] else "unknown"
            if row["Mã hộ"] not in homes or name.startswith("escaped"):
                homes[row["Mã hộ"]] = name
        ended = list(homes.values())
        for name in OUTCOMES.values():
            found[f"outcome/{place}/all/{name}"] = ended.count(name)
        left = sum(name.startswith("escaped") for name in ended)
        found[f"participants/{place}/all"] = len({row["Mã hộ"] for row in members})
        known = sum(name != "unknown" for name in ended)
        if known:
            found[f"exits/{place}/all"] = left
        _rate(found, f"participant_exit_rate/{place}/all", left, known)
        if f"participant_exit_rate/{place}/all" in found:
            low, high = chance(left, known)
            found[f"participant_exit_rate_low/{place}/all"] = low
            found[f"participant_exit_rate_high/{place}/all"] = high
        spent = found.get(f"disbursed_vnd/{place}/all")
        if spent:
            found[f"cost_per_household/{place}/all"] = round(
                spent / found[f"participants/{place}/all"]
            )


def _at_home(office: Office, found: Figures) -> None:
    """Participants by hamlet, as their list says it; nobody of the sample moved since."""
    codes = [row["Mã dự án"] for row in office.one("Danh mục dự án")[1]]
    for home in office.codes.values():
        for code in codes:
            found[f"hamlet_participants/{home}/{code}"] = 0
    for sheet, column in (("Hộ tham gia", "Mã dự án"), ("Nhóm cộng đồng", "Mã nhóm")):
        for row in office.one(sheet)[1]:
            found[f"hamlet_participants/{office.code(row['Ấp'])}/{row[column]}"] += 1


def _credit(office: Office, found: Figures) -> None:
    info, loans = office.one("Món vay")
    _, paid = office.one("Trả nợ")
    back: dict[str, int] = defaultdict(int)
    for row in paid:
        back[row["Mã món vay"]] += row["Số tiền gốc trả"]
    end = date(max(r["Ngày trả"] for r in paid).year, 12, 31)
    owed = due = late = 0
    for row in loans:
        principal = _vnd(row["Số tiền vay"], info["scale"])
        owed += principal - back[row["Mã món vay"]]
        if row["Ngày đến hạn"] <= end:
            due += principal
        if row["Ngày đến hạn"] < end:
            late += principal - back[row["Mã món vay"]]
    for name, value in (("outstanding_vnd", owed), ("due_vnd", due), ("overdue_vnd", late)):
        found[f"credit_{name}/{office.commune}/{end}"] = value
    months: dict[date, int] = defaultdict(int)
    for row in loans:
        month = row["Ngày đến hạn"].replace(day=28) + timedelta(days=4)
        ends = month - timedelta(days=month.day)
        left = _vnd(row["Số tiền vay"], info["scale"]) - back[row["Mã món vay"]]
        if left and end < ends <= end + timedelta(days=60):
            months[ends] += left
    if months:
        found[f"credit_due_soon_vnd/{office.commune}/{max(months)}"] = sum(months.values())
    ledger(office.commune, loans, paid, info["scale"], found, end)


def _hamlets(office: Office, found: Figures, years: list[int]) -> None:
    for kind, sheet, column in (
        ("infrastructure", "Danh mục công trình", "Địa điểm (ấp)"),
        ("livelihood", "Danh mục dự án", "Địa bàn (ấp)"),
    ):
        for name, code in office.codes.items():
            here = [
                row
                for row in office.one(sheet)[1]
                if (f"Ấp {name}" in str(row[column] or "").split("; ") or row[column] == "Toàn xã")
                and row.get("Loại mô hình") != "Nhân rộng mô hình, sản xuất cộng đồng"
            ]
            found[f"projects/{kind}@{code}/all"] = len(here)
    days: dict[str, list[date]] = defaultdict(list)
    for row in office.one("Thăm hộ")[1]:
        days[office.code(row["Ấp"])].append(row["Ngày thăm"])
    for code in office.codes.values():
        if days[code]:
            found[f"last_visit/{code}/all"] = max(days[code]).isoformat()
        for year in years:
            found[f"visits/{code}/{year}"] = sum(day.year == year for day in days[code])
    access: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for row in office.one("Tiếp cận thông tin")[1]:
        for name, value in row.items():
            if name.startswith("Năm ") and isinstance(value, int):
                index = 0 if name.endswith("cận nghèo") else 1
                for place in (office.commune, office.code(row["Ấp"])):
                    access[place, name.split()[1]][index] += value
    for (place, year), (target, reached) in access.items():
        _rate(found, f"information_access_rate/{place}/{year}", reached, target)


def _targets(office: Office, found: Figures) -> None:
    for row in office.one("Chỉ tiêu")[1]:
        name = TARGETS.get(row["Chỉ tiêu"])
        if name and row["Mã đơn vị"] == office.commune and row["Năm"] >= office.merged.year:
            found[f"target/{office.commune}/{row['Năm']}/{name}"] = row["Giá trị"] / 100
