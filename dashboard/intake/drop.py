"""Dropped files -> how each is understood, what was found, the marked copy to take back."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import streamlit as st

from dashboard import commands, load, minutes, parts
from dashboard.blocks import intake
from dashboard.intake.door import desk, offer, once
from dashboard.received import clean_name
from dashboard.words import safe, say


def receive(tongue: str) -> list[Path]:
    """The box for files, and how each was understood; the files that may go in."""
    st.header(say(tongue, "intake.drop_title"), anchor=False)
    words = json.dumps(say(tongue, "intake.choose"), ensure_ascii=False).replace("<", "")
    st.html(f"<style>:root{{--drop:{words}}}</style>")
    limit = int(st.get_option("server.maxUploadSize"))
    dropped = st.file_uploader(
        say(tongue, "intake.drop", limit=limit), accept_multiple_files=True,
        key=f"intake_drop_{st.session_state.get('intake_round', 0)}",
    )  # fmt: skip
    if dropped:
        st.header(say(tongue, "intake.understood_title"), anchor=False)
    taken: dict[str, Path] = {}
    for upload in dropped:
        name = clean_name(upload.name)
        if not name or name in taken:
            key = "intake.same_name" if name else "intake.not_a_workbook"
            st.html(intake.told(f"<p>{safe(say(tongue, key, name=upload.name))}</p>", fine=False))
        else:
            taken[name] = desk().lay(name, upload.getvalue())
    return [path for path in taken.values() if _show(tongue, path)]


def _show(tongue: str, path: Path) -> bool:
    """How one file was understood, its findings, the marked copy; whether it may go in."""
    key = (path, load.current().build, minutes.locks())
    with st.spinner(say(tongue, "intake.reading")):
        said = once(("said", *key), partial(commands.examine, path, tongue))
    st.html(intake.verdict(tongue, path.name, said))
    if said is None:
        return False
    parts.html(intake.findings(tongue, said))
    if said["sheets"]:
        title, lacking = intake.sheets_title(tongue, said)
        with st.expander(title, expanded=lacking):
            st.html(intake.sheets(tongue, said))
    if said["findings"]:
        with st.spinner(say(tongue, "intake.marking")):
            out, why = once(("marked", tongue, *key), partial(_marked, tongue, path))
        offer(tongue, out, why, "marked")
    return bool(said["status"] == "loaded")


def _marked(tongue: str, path: Path) -> tuple[Path, str]:
    """The workbook with its doubtful cells marked, as a command of its own makes it."""
    out = path.parent / say(tongue, "intake.marked_name", name=path.stem)
    return out, commands.give_back(desk().beside(path, commands.inbox()), out, tongue)
