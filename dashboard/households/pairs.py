"""Households that are alike: the steward says of each pair whether it is one household, or two."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import guest, minutes, parts
from dashboard.blocks import base
from dashboard.blocks import pairs as shown
from dashboard.blocks.intake import told
from dashboard.door.roles import Role
from dashboard.households.desk import Desk
from dashboard.measure.alike import Alike, alike
from dashboard.minutes import Pairing
from dashboard.view import View
from dashboard.words import MISSING, safe

SAID, MOST = "households_pair_said", 10
SAME, APART = "same", "apart"


def pairs(desk: Desk) -> None:
    """The pairs that nobody has decided, side by side, the form, and what was said; for stewards."""
    view = desk.view
    if guest.now().role < Role.STEWARD:
        return
    offered = alike(view.data, view.territory, view.hamlet_code)
    known = minutes.pairings(view.data.illustrative)
    said = {frozenset((pair.earlier, pair.later)) for pair in known}
    open_ = [pair for pair in offered if pair.ids not in said]
    if not offered and not known:
        return
    parts.heading(view, "pair.heading", number=len(open_))
    _told()
    intake = f'<a href="{safe(view.link("intake"))}" target="_self">'
    words = base.fill(view, "pair.lead", link=intake, end="</a>")
    parts.html(base.note(words))
    parts.html(*(shown.comparison(view, n, pair) for n, pair in enumerate(open_[:MOST], 1)))
    waiting = sum(pair.ids in said for pair in offered)
    _form(view, open_[:MOST], [pair for pair in offered if pair.ids in said])
    if known:
        parts.html(shown.decided(view, known, _names(view, known), waiting))


def _told() -> None:
    said = st.session_state.pop(SAID, None)
    if said:
        st.html(told(f"<p>{safe(said)}</p>"))


def _names(view: View, known: Sequence[Pairing]) -> dict[str, str]:
    """The heads of the households of which something was said, by their numbers."""
    found = {}
    for name in {name for pair in known for name in (pair.earlier, pair.later)}:
        rows = view.data.of("household", "household_id", name)
        found[name] = (rows[-1]["head_name"] if rows else "") or MISSING
    return found


def _form(view: View, open_: Sequence[Alike], again: Sequence[Alike]) -> None:
    """The form that says of a pair what it is; of one that was decided, something else."""
    offered = [*open_, *again]
    if not offered:
        return
    names = {n: view.say("pair.number", number=n) for n in range(1, len(open_) + 1)}
    names |= {n: _again(view, pair) for n, pair in enumerate(again, len(open_) + 1)}
    round_ = st.session_state.get("households_pair_round", 0)
    with st.form("households_pair"):
        with st.container(horizontal=True):
            which = st.selectbox(
                view.say("pair.which"), list(names), format_func=names.__getitem__,
                key=f"households_pair_which_{round_}",
            )  # fmt: skip
            verdict = st.radio(
                view.say("pair.col_verdict"), (SAME, APART), index=None, horizontal=True,
                format_func=lambda one: view.say("pair.same" if one == SAME else "pair.apart"),
                key=f"households_pair_verdict_{round_}",
            )  # fmt: skip
        reason = st.text_input(
            view.say("pair.col_reason"), key=f"households_pair_reason_{round_}", max_chars=300
        )
        who = st.text_input(
            view.say("meeting.who"), guest.who(), key=f"households_pair_who_{round_}", max_chars=100
        )
        if st.form_submit_button(view.say("pair.say"), type="primary", key="households_pair_now"):
            _write(view, offered[which - 1], verdict, reason, who)


def _again(view: View, pair: Alike) -> str:
    names = (
        (side.heads[-1]["head_name"] if side.heads else "") for side in (pair.earlier, pair.later)
    )
    return view.say("pair.again", names=" · ".join(name or MISSING for name in names))


def _write(view: View, pair: Alike, verdict: str | None, reason: str, who: str) -> None:
    """Write down what was said; what was typed stays in the form when it was not."""
    data = view.data
    try:
        if verdict is None:
            raise ValueError("one, or two?")
        minutes.pair(
            pair.earlier.id,
            pair.later.id,
            verdict == SAME,
            data.illustrative,
            data.build,
            reason,
            who,
        )
    except ValueError:
        _refuse(view, "pair.incomplete")
    except OSError:
        _refuse(view, "meeting.not_written")
    else:
        st.session_state["households_pair_round"] = (
            st.session_state.get("households_pair_round", 0) + 1
        )
        st.session_state[SAID] = view.say("pair.written")
        st.rerun()


def _refuse(view: View, key: str) -> None:
    st.html(told(f"<p>{safe(view.say(key))}</p>", fine=False))
