"""Communication, postings, checks -> what the page of openness must show, by key."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.independent.sheets import Table

CHANNELS = {
    "Đài truyền thanh": "loudspeaker", "Họp ấp": "hamlet_meeting", "Hội nghị nhân dân": "conference",
    "Tờ rơi": "leaflet", "Trang thông tin, Zalo": "online", "Khác": "other",
}  # fmt: skip
POSTED, SAID = "Thời gian niêm yết", "Ý kiến, khiếu nại"
ENOUGH = 3  # working days
Figures = dict[str, Any]


def openness(office: Any, found: Figures, years: list[int], by: date = date.max) -> None:
    """Fill in every figure of what people may know and check, as far as it was done by a day."""
    events, posted, checks = (
        [r for r in office.one(sheet)[1] if r[begun] <= by]
        for sheet, begun in (
            ("Truyền thông", "Ngày"),
            ("Niêm yết", f"{POSTED} / Từ ngày"),
            ("Giám sát", "Ngày giám sát"),
        )
    )
    for year in [*years, "all"]:
        held = [r for r in events if year in ("all", r["Ngày"].year)]
        looked = [r for r in checks if year in ("all", r["Ngày giám sát"].year)]
        for place in (office.commune, *office.codes.values()):
            _events(found, f"{place}/{year}", _at(office, held, place))
            _checks(found, f"{place}/{year}", _at(office, looked, place))
        for name, code in CHANNELS.items():
            mine = [r for r in held if r["Kênh truyền thông"] == name]
            _events(found, f"{office.commune}/{year}/channel.{code}", mine)
            for month in range(1, 13):
                key = (
                    f"communication_events/{office.commune}/{year}/month.{month:02}/channel.{code}"
                )
                found[key] = sum(r["Ngày"].month == month for r in mine)
        for name in {r["Tổ chức giám sát"] for r in looked}:
            mine = [r for r in looked if r["Tổ chức giám sát"] == name]
            _checks(found, f"{office.commune}/{year}/{name}", mine)
    for year in years:
        here = [r for r in posted if r["Năm rà soát"] == year]
        _postings(found, f"{office.commune}/{year}", here)
        own = [r for r in here if r["Ấp"] == "Toàn xã"]
        _postings(found, f"{office.commune}/{year}/scope.whole", own)
        for code in office.codes.values():
            _postings(found, f"{code}/{year}", _at(office, here, code))
        _gaps(office, found, year)


def _at(office: Any, rows: Table, place: str) -> Table:
    return [
        r
        for r in rows
        if place == office.commune or (r["Ấp"] != "Toàn xã" and office.code(r["Ấp"]) == place)
    ]


def _events(found: Figures, at: str, rows: Table) -> None:
    told = [r["Số người dự"] for r in rows if r["Số người dự"] is not None]
    found[f"communication_events/{at}"] = len(rows)
    found[f"communication_counted/{at}"] = len(told)
    if told:
        found[f"communication_attendance/{at}"] = sum(told)


def _checks(found: Figures, at: str, rows: Table) -> None:
    found[f"checks/{at}"] = len(rows)
    for key, column in (
        ("households_checked", "Số hộ kiểm tra"),
        ("misclassified", "Số hộ phân loại sai"),
        ("misclassified_mended", "Đã điều chỉnh"),
    ):
        found[f"{key}/{at}"] = sum(r[column] for r in rows)


def _postings(found: Figures, at: str, rows: Table) -> None:
    found[f"postings/{at}"] = len(rows)
    if rows:
        found[f"posting_days/{at}"] = min(
            _working(r[f"{POSTED} / Từ ngày"], r[f"{POSTED} / Đến ngày"]) for r in rows
        )
        found[f"complaints/{at}"] = sum(r[f"{SAID} / Số ý kiến"] for r in rows)
        found[f"complaints_answered/{at}"] = sum(r[f"{SAID} / Đã giải quyết"] for r in rows)


def _working(first: date, last: date) -> int:
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return sum(day.strftime("%w") not in "06" for day in days)


def _gaps(office: Any, found: Figures, year: int) -> None:
    """Officers are looked at on the last day of the data; there is no target of access in the sample."""
    _, paid = office.one("Trả nợ")
    end = date(max(r["Ngày trả"] for r in paid).year, 12, 31)
    charged = [r for r in office.one("Phân công cán bộ")[1] if (r["Đến ngày"] or end) >= end]
    lacks = {
        "event": lambda code: not found[f"communication_events/{code}/{year}"],
        "posting": lambda code: not found[f"postings/{code}/{year}"],
        "short": lambda code: found.get(f"posting_days/{code}/{year}", ENOUGH) < ENOUGH,
        "check": lambda code: not found[f"checks/{code}/{year}"],
        "officer": lambda code: not _at(office, charged, code),
    }
    for kind, lack in lacks.items():
        number = sum(map(lack, office.codes.values()))
        found[f"hamlets_lacking/{office.commune}/{year}/gap.{kind}"] = number
    for code in office.codes.values():
        found[f"openness_gaps/{code}/{year}"] = sum(lack(code) for lack in lacks.values())
