"""Household lists -> codes that two families have."""

from __future__ import annotations

from collections import defaultdict

from catalog.spelling import key
from etl.relate.places import Places
from etl.tidy import TidySheet


def shared_codes(sheets: list[TidySheet], places: Places) -> set[tuple[str, str]]:
    """Codes that two communes, one today, gave to different families in one review year."""
    users: dict[tuple[str, int | None, str], dict[str, set[str]]] = defaultdict(dict)
    for sheet in sheets:
        if sheet.form.table != "household_list":
            continue
        root = places.root(sheet.info.commune_code, sheet.info.date)
        names = users[root, sheet.info.year, sheet.info.commune_code]
        for record in sheet.records:
            if code := record.values.get("household"):
                names.setdefault(code, set()).add(str(record.values.get("head_name") or ""))
    return {
        (root, key(code))
        for (root, year, commune), names in users.items()
        for (other_root, other_year, other), others in users.items()
        if root == other_root and year == other_year and commune < other
        for code in names.keys() & others.keys()
        if {key(n) for n in names[code]} != {key(n) for n in others[code]}
    }
