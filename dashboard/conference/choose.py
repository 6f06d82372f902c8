"""What the user sets, and the address keeps: title, place, day, which slides in which order."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from dashboard import frame, load
from dashboard.blocks import base
from dashboard.deck.slide import Deck, Event
from dashboard.deck.slides import NAMES, deck
from dashboard.view import View
from dashboard.words import safe, say

LONGEST = 160  # letters of a title or place in an address


def open_page() -> View:
    """Title and view of the public zone, whoever is asking; says what is missing, and stops, without data."""
    tongue = frame.language()
    st.title(say(tongue, "page.conference"), anchor=False)
    view = frame.current_view(load.live())
    if view is None:
        st.html(base.empty(safe(say(tongue, "common.empty"))))
        st.stop()
    return view


def asked_for(view: View) -> Deck:
    """The deck that the address asks for."""
    return deck(view, _asked(view))


def choose(made: Deck) -> None:
    """The fields that change the deck; what it lacks, with the reason."""
    view, asked = made.view, made.event
    with st.expander(view.say("conference.settings"), key="conference_settings"):
        with st.container(horizontal=True):
            _field(view, "title", asked.title)
            _field(view, "place", asked.place)
            _put("day", asked.day)
            st.date_input(
                view.say("conference.day"), value=None, key="conference_day", format="DD/MM/YYYY",
                on_change=_keep, args=("day",),
            )  # fmt: skip
        _put("slides", list(asked.slides))
        st.multiselect(
            view.say("conference.slides"), NAMES, key="conference_slides", on_change=_keep,
            format_func=lambda name: view.say(f"slide.name_{name}"), args=("slides",),
        )  # fmt: skip
    notes = [
        view.say("conference.missing", name=view.say(f"slide.name_{name}"), reason=reason)
        for name, reason in made.missing
    ]
    if not made.slides:
        notes.append(view.say("conference.none"))
    if notes:
        st.html(base.note("<br>".join(map(safe, notes))))


def _asked(view: View) -> Event:
    """What the address says; a default where it says nothing that is known."""
    address = st.query_params
    title = address.get("title", "")[:LONGEST].strip()
    usual = "conference.default_title" if view.year else "conference.default_title_no_year"
    names = address.get("slides")
    chosen = NAMES if names is None else tuple(dict.fromkeys(names.split(",")))
    try:
        day = date.fromisoformat(address.get("day", ""))
    except ValueError:
        day = None
    return Event(
        title or view.say(usual, year=view.year),
        address.get("place", "")[:LONGEST].strip(), day,
        tuple(name for name in chosen if name in NAMES),
    )  # fmt: skip


def _field(view: View, name: str, value: str) -> None:
    _put(name, value)
    label = view.say(f"conference.{name}")
    st.text_input(label, key=f"conference_{name}", max_chars=LONGEST, on_change=_keep, args=(name,))


def _put(name: str, value: Any) -> None:
    """The address decides what a field holds."""
    if st.session_state.get(f"conference_{name}") != value:
        st.session_state[f"conference_{name}"] = value


def _keep(name: str) -> None:
    """What was set goes into the address; an empty field leaves it, an empty list of slides stays."""
    value = st.session_state[f"conference_{name}"]
    text = ",".join(value) if isinstance(value, list) else str(value or "")
    if text or name == "slides":
        st.query_params[name] = text
    elif name in st.query_params:
        del st.query_params[name]
