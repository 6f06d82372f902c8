"""The files to take away: made when somebody asks for one, from the public zone only."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from functools import partial

import streamlit as st

from dashboard import guest, parts
from dashboard.blocks import base
from dashboard.deck.slide import Deck
from dashboard.export.pack import FILES, name_of, pack
from dashboard.words import safe

ALL = {"pack": ("slides", "zip", pack)}


def take(deck: Deck) -> None:
    """A button for each file, and one for all of them together."""
    view = deck.view
    parts.heading(view, "conference.take")
    st.html(base.note(safe(view.say("conference.take_note"))))
    noted = guest.note_of("export", about="/conference") if guest.is_served() else _nobody
    with st.container(horizontal=True):
        for kind, (key, ending, write) in (FILES | ALL).items():
            st.download_button(
                view.say(f"conference.get_{kind}"), data=partial(_written, write, deck, noted),
                file_name=name_of(deck, key, ending), key=f"conference_{kind}", on_click="ignore",
                mime=mimetypes.types_map.get(f".{ending}", "application/octet-stream"),
            )  # fmt: skip


def _nobody() -> None:
    """Where only the public zone is served there is no log: nobody is known."""


def _written(write: Callable[[Deck], bytes], deck: Deck, noted: Callable[[], None]) -> bytes:
    """The file, made when somebody asks for it, and noted in the access log."""
    noted()
    return write(deck)
