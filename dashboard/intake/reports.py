"""The official forms of a review, filled, for the report upward."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import streamlit as st

from dashboard import commands, guest, load
from dashboard.blocks import base
from dashboard.intake.door import desk, offer, once
from dashboard.words import safe, say

Held = tuple[int, str]  # year and commune of an annual review


def reports(tongue: str) -> None:
    """Choose a review; its summary, movement, deprivation and cause forms as a workbook."""
    data = load.current()
    found = sorted(
        {
            (row["review_year"], row["commune_code"])
            for row in data.rows("review_summary")
            if row["review_round"] == "annual"
        },
        reverse=True,
    )
    if not found:
        return
    st.header(say(tongue, "intake.reports_title"), anchor=False)
    st.html(base.note(safe(say(tongue, "intake.reports_note"))))
    chosen = st.selectbox(
        say(tongue, "intake.report"), found, index=None, key="intake_report",
        format_func=partial(_name, tongue), placeholder=say(tongue, "intake.report_none"),
    )  # fmt: skip
    if chosen:
        out, why = once(("report", data.build, tongue, chosen), partial(_report, tongue, chosen))
        offer(tongue, out, why, "report", guest.note_of("export", about=f"/intake {_said(chosen)}"))


def _said(held: Held) -> str:
    return f"{held[0]} {held[1]}"


def _name(tongue: str, held: Held) -> str:
    """Year, name and code of the commune that reviewed, which may be a former one."""
    year, code = held
    rows = load.current().rows("place")
    names = [r["name"] for r in rows if (r["level"], r["place_code"]) == ("commune", code)
             and (r["valid_from"] is None or r["valid_from"].year <= year)]  # fmt: skip
    return say(tongue, "intake.report_of", year=year, name=names[-1] if names else code, code=code)


def _report(tongue: str, held: Held) -> tuple[Path, str]:
    year, code = held
    out = desk().folder / f"{say(tongue, 'intake.report_file', year=year, code=code)}.xlsx"
    return out, commands.report(year, code, out, tongue)
