"""Files that may go in -> the figures: the button, the bar, what came of it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import streamlit as st

from dashboard import commands, guest, parts
from dashboard.blocks import base, intake
from dashboard.intake.door import open_part
from dashboard.publishing import Publishing
from dashboard.received import filed
from dashboard.words import safe, say


def publish(tongue: str, files: Sequence[Path]) -> None:
    """The button that makes files part of the figures, how far it is, and what came of it.

    Without a file it computes the figures anew from the workbooks that are there: after a hamlet, a
    correction or a pair of households was settled.
    """
    job: Publishing | None = st.session_state.get("intake_job")
    if job and job.running:
        _follow(tongue, job)
    if job:
        st.html(intake.outcome(tongue, job))
    if not files and not filed(commands.inbox()):
        return
    part, said = ("publish", {"number": len(files)}) if files else ("rebuild", {})
    open_part(tongue, part)
    same = job is not None and job.files == tuple(files)
    accept, supersede = _order(tongue, job) if job and same else ("", ())
    kind: Literal["primary", "secondary"] = "primary" if files else "secondary"
    if st.button(say(tongue, f"intake.{part}", **said), type=kind, key=part):
        started = Publishing(tuple(files), tongue, accept, supersede, guest.who()).start()
        st.session_state["intake_job"] = started
        st.rerun()


def _order(tongue: str, job: Publishing) -> tuple[str, tuple[str, ...]]:
    """What has to be said so that a gate lets the files through: a reason, the files that count."""
    accept, supersede = "", []
    if "gate.fall" in {stop["rule"] for stop in job.stops}:
        accept = st.text_input(say(tongue, "intake.accept"), key="intake_accept").strip()
    for name in job.new_versions:
        label = say(tongue, "intake.supersede", name=parts.plain(name))
        if st.checkbox(label, key=f"intake_supersede_{name}"):
            supersede.append(name)
    return accept, tuple(supersede)


def _follow(tongue: str, job: Publishing) -> None:
    """A bar that moves as the reader says its lines; then the page is drawn anew."""
    bar, line = st.progress(0.0), st.empty()
    while job.running:
        if job.done == job.of:
            text = say(tongue, "intake.checking" if job.of else "intake.starting")
        else:
            text = say(tongue, "intake.step", done=job.done, all=job.of, name=job.file)
        bar.progress(0.9 * job.done / max(job.of, 1))
        line.html(base.note(safe(text)))
        time.sleep(0.15)
    if job.went_in:  # the box is empty again
        st.session_state["intake_round"] = st.session_state.get("intake_round", 0) + 1
    st.rerun()
