"""The notice on the board: what the office sets, the papers to hang; names for stewards only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import streamlit as st

from catalog.notices import profile
from catalog.warnings import whole
from dashboard import guest, parts
from dashboard.blocks import base, board
from dashboard.door.roles import Role, role_of
from dashboard.export.docx import docx
from dashboard.export.notice import Hanging, differing, lengths, named_list, summary
from dashboard.export.pdf import pdf
from dashboard.export.sheet import Sheet
from dashboard.measure.territory import Hamlet
from dashboard.measure.workdays import working_days
from dashboard.view import View
from dashboard.words import safe

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAPERS = (("docx", docx, WORD), ("pdf", pdf, "application/pdf"))
Maker = Callable[[View, Hanging], Sheet]


def notices(view: View) -> None:
    """The choices of the office; the public summary; for a steward the legal list of a hamlet or of all."""
    parts.heading(view, "notice.heading")
    parts.html(base.note(safe(view.say("notice.note"))))
    hanging = _choose(view)
    days = working_days(hanging.since.toordinal(), hanging.until.toordinal())
    least = whole("days", "posted")
    if days < least:
        parts.html(base.empty(safe(view.say("notice.too_short", days=days, least=least))))
        return
    _offer(view, hanging, "summary", summary)
    if may_name():
        _named(view, hanging)


def may_name() -> bool:
    """Whether the visitor may take out a list with names, as the profile of the list says."""
    least = role_of(profile("result_list").role) or Role.ADMIN
    return guest.is_served() and guest.now().role >= least


def _choose(view: View) -> Hanging:
    """What stands on the paper beside the figures; filled in from the list of postings."""
    since, until, places = board.usual(view)
    with parts.row():
        first = _day(view, "since", since)
        last = _day(view, "until", until or since + timedelta(days=whole("days", "posted") + 2))
        signed = _day(view, "signed", since)
        number = st.text_input(view.say("notice.ask_number"), key="notice_number", max_chars=40)
    where = st.text_input(view.say("notice.ask_places"), places, key=f"notice_places_{view.year}")
    whom = st.text_input(view.say("notice.ask_contact"), board.contact(view), key="notice_contact")
    return Hanging(number, signed, first, last, where or places, whom or board.contact(view))


def _day(view: View, name: str, usual: date) -> date:
    key = f"notice_{name}_{view.year}"
    found = st.date_input(view.say(f"notice.ask_{name}"), usual, format="DD/MM/YYYY", key=key)
    return found if isinstance(found, date) else usual


def _named(view: View, hanging: Hanging) -> None:
    """The legal list, when it has as many households as the forms count."""
    names = {"": view.territory.name} | {h.code: h.name for h in view.territory.hamlets}
    parts.html(base.note(safe(view.say("notice.named_note"))))
    code = st.selectbox(view.say("notice.ask_hamlet"), list(names), key="notice_hamlet",
                        format_func=names.__getitem__)  # fmt: skip
    wrong = differing(view, code)
    if wrong:
        parts.html(board.differs(view, wrong))
        return
    hamlet = view.territory.hamlet(code) if code else None
    _offer(view, hanging, "result_list", partial(_list, hamlet), noted(view, code), code)


def noted(view: View, code: str) -> Callable[[], None]:
    """What writes into the access log that the list of a hamlet, or of all, goes out, with its length."""
    rows = sum(listed for _, listed in lengths(view, code))
    about = f"/communication {view.year}"
    return guest.note_of("export", about=about, hamlet_code=code, rows=rows)


def _list(hamlet: Hamlet | None, view: View, hanging: Hanging) -> Sheet:
    return named_list(view, hanging, hamlet)


def _offer(
    view: View, hanging: Hanging, name: str, make: Maker,
    note: Callable[[], None] | None = None, code: str = "",
) -> None:  # fmt: skip
    """The buttons that hand a notice out, made when somebody asks for it."""
    file = view.say(f"notice.file_{name}", year=view.year, code=code or view.territory.code)
    with st.container(horizontal=True):
        for kind, write, mime in PAPERS:
            st.download_button(
                view.say(f"notice.get_{name}_{kind}"), mime=mime, file_name=f"{file}.{kind}",
                data=partial(written, view, hanging, make, write, note),
                key=f"notice_{name}_{kind}", on_click="ignore",
            )  # fmt: skip


def written(
    view: View, hanging: Hanging, make: Maker, write: Callable[[Sheet], bytes],
    note: Callable[[], None] | None,
) -> bytes:  # fmt: skip
    """The file; one with names is noted in the access log before it goes out."""
    if note:
        note()
    return write(make(view, hanging))
