"""Reviews to approve, builds to return to, empty forms to take along."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from catalog.forms import forms
from dashboard import approval, commands, guest, history, load, minutes
from dashboard.approval import Judged
from dashboard.blocks import register
from dashboard.blocks.intake import told
from dashboard.blocks.register import review_name
from dashboard.data import Data
from dashboard.intake.door import again, desk, offer, once, open_part
from dashboard.words import safe, say


def reviews(tongue: str) -> None:
    """The reviews of the figures in use: approve what is preliminary, lift what is locked."""
    data, locks = load.current(), minutes.locks()
    judged = approval.judged(data, locks)
    if not judged:
        return
    open_part(tongue, "reviews")
    seen = st.session_state.get("intake_seen", data.build)
    st.session_state["intake_seen"] = data.build
    st.html(register.reviews(tongue, data, judged))
    left, right = st.columns(2)
    with left:
        _approve(tongue, data, [j for j in judged if j.lock is None], fresh=seen == data.build)
    with right:
        _lift(tongue, data, [j for j in judged if j.lock])
    if locks:
        with st.expander(say(tongue, "intake.approvals")):
            st.html(register.approvals(tongue, data, locks))


def _approve(tongue: str, data: Data, waiting: Sequence[Judged], *, fresh: bool) -> None:
    """`fresh` says whether the visitor saw this data version before the click: only that is approved."""
    if not waiting:
        return
    with st.form("intake_approve"):
        which = _choose(tongue, "approve_which", data, waiting)
        who = _signature(tongue, "who")
        note = st.text_input(say(tongue, "intake.approve_note"), key="intake_note")
        if st.form_submit_button(say(tongue, "intake.approve"), key="intake_approve_now"):
            if not fresh:
                again("reviews", say(tongue, "intake.moved_on"))
            _written(tongue, "approved", partial(minutes.approve, which.review, who, note))


def _lift(tongue: str, data: Data, locked: Sequence[Judged]) -> None:
    if not locked:
        return
    with st.form("intake_lift"):
        which = _choose(tongue, "lift_which", data, locked)
        who = _signature(tongue, "who_lifts")
        reason = st.text_input(say(tongue, "intake.reason"), key="intake_reason")
        if st.form_submit_button(say(tongue, "intake.lift"), key="intake_lift_now") and which.lock:
            _written(tongue, "lifted", partial(minutes.lift, which.lock.id, who, reason))


def _signature(tongue: str, key: str) -> str:
    """Who answers for it: the person of the account, who is not asked; a text where nobody has one."""
    person = guest.who()
    if person:
        st.text_input(
            say(tongue, f"intake.{key}"), person, disabled=True, key=f"intake_{key}_account"
        )
        return person
    return st.text_input(say(tongue, f"intake.{key}"), key=f"intake_{key}")


def _choose(tongue: str, key: str, data: Data, found: Sequence[Judged]) -> Judged:
    names = {j.review.key: review_name(tongue, data, j.review) for j in found}
    chosen = st.selectbox(
        say(tongue, f"intake.{key}"),
        list(names),
        format_func=names.__getitem__,
        key=f"intake_{key}",
    )
    return next((j for j in found if j.review.key == chosen), found[0])


def _written(tongue: str, done: str, write: partial[bool]) -> None:
    """Write, and say what it came to."""
    try:
        said = done if write() else "too_late"
    except ValueError:
        st.html(told(f"<p>{safe(say(tongue, 'intake.needs_name_reason'))}</p>", fine=False))
        return
    except OSError:
        said = "not_written"
    again("reviews", say(tongue, f"intake.{said}"))


def builds(tongue: str) -> None:
    """The builds that are there, and the way back to an older one."""
    live = load.current().build
    found = history.builds(load.warehouse())
    if not found:
        return
    open_part(tongue, "builds")
    st.html(register.builds(tongue, found, live))
    older = {b.id: f"{register.moment(tongue, b.made)} · {b.id}" for b in found if b.id != live}
    if not older:
        return
    chosen = st.selectbox(
        say(tongue, "intake.switch_which"), list(older), format_func=older.__getitem__,
        key="intake_build",
    )  # fmt: skip
    sure = st.checkbox(say(tongue, "intake.switch_sure"), key=f"intake_sure_{chosen}")
    if st.button(say(tongue, "intake.switch"), disabled=not sure, key="intake_switch"):
        why = commands.switch(chosen, tongue)
        key = "intake.not_switched" if why else "intake.switched"
        again("builds", say(tongue, key, **({"reason": why} if why else {})))


def templates(tongue: str) -> None:
    """Empty workbooks of the forms."""
    st.header(say(tongue, "intake.templates_title"), anchor=False)
    names = {form.form: say(tongue, f"form.{form.form}") for form in forms()}
    chosen = st.selectbox(
        say(tongue, "intake.template"), list(names), index=None, format_func=names.__getitem__,
        placeholder=say(tongue, "intake.template_none"), key="intake_template",
    )  # fmt: skip
    if chosen:
        out, why = once(("template", tongue, chosen), partial(_template, tongue, chosen, names))
        offer(tongue, out, why, "template")


def _template(tongue: str, form: str, names: dict[str, str]) -> tuple[Path, str]:
    out = desk().folder / f"{names[form]}.xlsx"
    return out, commands.template(form, out, tongue)
