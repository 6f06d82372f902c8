"""A script that tells all that its visitor may read: rows, a kept value, a file to fetch."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import streamlit as st

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from dashboard import guest, load
from dashboard.door.scope import Scope, is_behind
from dashboard.settling import settle
from tests.door.real import homes


def rows() -> list[list[str]]:
    """Table, hamlet of each row behind the door."""
    data = load.current()
    home = homes(load.warehouse())
    return [
        [name, place_of(row, home)]
        for name, found in data.tables.items()
        if is_behind(name)
        for row in found
    ]


def place_of(row: dict[str, Any], home: dict[str, str]) -> str:
    """The hamlet of a row: its own, or that of its household or loan."""
    own = row.get("hamlet_code") or str(row.get("row_key", "")).partition("|")[0]
    return str(own or home.get(row.get("household_id") or row.get("loan_code", ""), ""))


@st.cache_data
def kept(build: str, scope: Scope) -> str:
    """What a cache keeps, by build and scope."""
    return f"{build} {json.dumps(rows())} {scope.role}"


st.json(rows())
st.text(kept(load.current().build, guest.scope_of(load.live().illustrative)))
st.download_button("file", json.dumps(rows()).encode(), "rows.json", "application/json")
settle()
