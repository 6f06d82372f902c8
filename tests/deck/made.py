"""Decks for the tests: of the made-up commune, and of one whose names are as long as names get."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.data import Data
from dashboard.deck.slide import Deck, Event
from dashboard.deck.slides import NAMES, deck
from dashboard.door.scope import PUBLIC
from dashboard.load import read_warehouse
from dashboard.state import STATE
from dashboard.view import View, view_of
from tests.small import data

TITLE = "=1+1 <b>Hội nghị</b> tổng kết #let $x$ [a] @ref \\ công tác giảm nghèo"
PLACE = "Hội trường Ủy ban nhân dân xã"
LONG = "Thạnh Phước Minh Họa Trung Nghĩa Thượng"
LONG_WORK = (
    "Nâng cấp, mở rộng đường liên ấp kết hợp kênh thủy lợi nội đồng và cống ngăn mặn giai đoạn hai"
)


def event(*names: str) -> Event:
    """A conference with a title that could be taken for a formula or for markup."""
    return Event(TITLE, PLACE, date(2026, 1, 15), names or NAMES)


@cache
def of_sample(warehouse: Path, tongue: str = "vi") -> Deck:
    """All slides of the public zone of a warehouse."""
    return deck(view(warehouse, tongue), event())


def again(warehouse: Path, tongue: str = "vi") -> Deck:
    """The same slides, made anew from the same rows."""
    old = view(warehouse, tongue)
    copy = Data(old.data.build, dict(old.data.tables), old.data.manifest)
    found = view_of(copy, tongue, False, {})
    assert found is not None
    return deck(found, event())


@cache
def with_long_names(warehouse: Path, tongue: str) -> Deck:
    """The slides of a commune whose hamlets and works have long names."""
    tables = dict(view(warehouse, tongue).data.tables)
    tables["place"] = tuple(
        row | {"name": f"{LONG} {number}"} if row["level"] == "hamlet" else row
        for number, row in enumerate(tables["place"])
    )
    tables["infrastructure_project"] = tuple(
        row | {"name": f"{LONG_WORK} {number}"}
        for number, row in enumerate(tables["infrastructure_project"])
    )
    found = view_of(Data("long", tables, view(warehouse, tongue).data.manifest), tongue, False, {})
    assert found is not None
    return deck(found, replace(event(), title=f"{LONG_WORK}, {PLACE.lower()} {LONG}"))


@cache
def with_forms_apart(warehouse: Path, tongue: str) -> Deck:
    """The slides of a commune whose movement form neither balances nor closes with the summary form."""
    tables = dict(view(warehouse, tongue).data.tables)
    tables["review_movement"] = tuple(
        row | {"closing": (row["closing"] or 0) + 3, "discrepancy": 3}
        for row in tables["review_movement"]
    )
    return of_tables(warehouse, tables, tongue)


def changed(
    warehouse: Path,
    change: Callable[[str, dict[str, Any]], bool],
    tongue: str = "vi",
    **address: str,
) -> Deck:
    """The slides without some rows: `change` says of a table's row whether it stays."""
    tables = {
        name: tuple(row for row in rows if change(name, row))
        for name, rows in view(warehouse, tongue).data.tables.items()
    }
    return of_tables(warehouse, tables, tongue, **address)


def of_tables(
    warehouse: Path,
    tables: dict[str, tuple[dict[str, Any], ...]],
    tongue: str = "vi",
    **address: str,
) -> Deck:
    """The slides of other tables under the manifest of a warehouse."""
    data = Data("changed", tables, view(warehouse, tongue).data.manifest)
    found = view_of(data, tongue, False, address)
    assert found is not None
    return deck(found, event())


def small(address: str = "2026", tongue: str = "vi", **tables: str) -> Deck:
    """The slides of small tables in a year."""
    found = view_of(data(**tables), tongue, False, {"year": address})
    assert found is not None
    return deck(found, event())


@cache
def view(warehouse: Path, tongue: str) -> View:
    """What everybody may see."""
    os.environ[STATE] = str(warehouse.parent / "state")
    found = view_of(read_warehouse(warehouse, PUBLIC), tongue, False, {})
    assert found is not None
    return found
