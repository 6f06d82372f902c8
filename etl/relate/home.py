"""A review's sheet -> whether the commune of its code is that of its hamlets on the day of the review."""

from __future__ import annotations

from catalog.spelling import clean
from etl.read.cells import address
from etl.relate.places import Places
from etl.tidy import TidySheet


def check_home(sheet: TidySheet, places: Places) -> None:
    """Doubt a code when every hamlet is another commune's; if the line `XÃ …` says so too, set all aside."""
    info = sheet.info
    hamlets = {str(code) for r in sheet.records if (code := r.values.get("hamlet_code"))}
    homes = {_home(hamlet, sheet, places) for hamlet in hamlets}
    home = homes.pop() if len(homes) == 1 else ""
    if not home or home == info.commune_code or not places.unit(info.commune_code, info.date):
        return
    named = bool(info.commune_name) and places.commune_named(info.commune_name, info.date) == home
    unit = places.unit(home, info.date) or {}
    sheet.report(
        "error" if named else "warning", "review.commune", 0, cell=_cell(sheet),
        found=info.commune_code, expected=f"{unit.get('name', '')} ({home})",
    )  # fmt: skip
    if named:
        sheet.quarantine(*sheet.records)


def _home(hamlet: str, sheet: TidySheet, places: Places) -> str:
    """The commune of a hamlet on the day of the review; "" where the lists of places do not reach."""
    unit = places.unit(hamlet, sheet.info.date)
    return str(unit["parent_code"] or "") if unit else ""


def _cell(sheet: TidySheet) -> str:
    """The cell above the table that holds the code; blank where the form above says it."""
    for row in range(sheet.choice.header.top):
        for column in sheet.sheet.filled(row):
            value = sheet.sheet.at(row, column)
            if isinstance(value, str) and sheet.info.commune_code in clean(value):
                return address(row, column)
    return ""
