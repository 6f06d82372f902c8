"""Who may see the page, the visitor's desk, and what a click came to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import load, porter
from dashboard.blocks import base
from dashboard.blocks.intake import told
from dashboard.frame import language
from dashboard.received import Desk
from dashboard.words import safe, say

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def open_page() -> str:
    """Title, and the reader's language; nothing more for anybody whose role does not open it."""
    tongue = language()
    porter.guard("intake", tongue)
    st.title(say(tongue, "page.intake"), anchor=False)
    data = load.current()
    if data.empty:
        st.html(base.empty(safe(say(tongue, "intake.first"))))
    keys = ["intake.lead", *(["intake.illustrative"] if data.illustrative else [])]
    st.html(base.note("<br>".join(safe(say(tongue, key)) for key in keys)))
    return tongue


def open_part(tongue: str, part: str) -> None:
    """Heading and remark of a part of the page, and what the last click in it came to."""
    st.header(say(tongue, f"intake.{part}_title"), anchor=False)
    st.html(base.note(safe(say(tongue, f"intake.{part}_note"))))
    said = st.session_state.pop(f"intake_said_{part}", None)
    if said:
        st.html(told(f"<p>{safe(said)}</p>"))


def again(part: str, said: str) -> None:
    """Draw the page anew, and say in a part of it what the click came to."""
    st.session_state[f"intake_said_{part}"] = said
    st.rerun()


@st.cache_resource(scope="session", show_spinner=False, on_release=Desk.clear)
def desk() -> Desk:
    """The visitor's own folder; it goes when the visitor goes."""
    return Desk()


def once(key: tuple[object, ...], make: Callable[[], Any]) -> Any:
    """What a visitor was shown is not made again by the next click."""
    known: dict[tuple[object, ...], Any] = st.session_state.setdefault("intake_known", {})
    if key not in known:
        known[key] = make()
    return known[key]


def offer(
    tongue: str, out: Path, why: str, kind: str, noted: Callable[[], None] | None = None
) -> None:
    """A button that hands a made file out, or why there is none; `noted` writes it down before it goes."""
    if why:
        st.html(base.note(safe(say(tongue, f"intake.not_{kind}", reason=why))))
        return
    st.download_button(
        say(tongue, f"intake.get_{kind}"), data=partial(content, out, noted), file_name=out.name, mime=SHEET,
        key=f"intake_{kind}_{out}", on_click="ignore",
    )  # fmt: skip


def content(out: Path, noted: Callable[[], None] | None) -> bytes:
    """The file; noted first, and not handed out where that fails."""
    if noted:
        noted()
    return out.read_bytes()
