"""An officer's round: who still needs what, to print, or to take along as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard import guest, parts, porter
from dashboard.blocks import base, rounds
from dashboard.blocks import households as shown
from dashboard.export.docx import docx
from dashboard.export.pdf import pdf
from dashboard.export.rounds import round_sheet
from dashboard.export.sheet import Sheet
from dashboard.households.desk import Desk
from dashboard.measure.households import Line
from dashboard.measure.wishes import WAITING, chosen
from dashboard.words import safe

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ROUND_OF = "/households round"  # how the access log calls it


def round_list(desk: Desk) -> None:
    """The households that still wait, by hamlet, with room for notes; the browser prints it."""
    view = desk.view
    link, words = safe(desk.link()), safe(view.say("story.back"))
    parts.html(
        f'<div class="th th-screen"><p><a href="{link}" target="_self">{words}</a></p></div>'
    )
    parts.html(shown.headline(view))
    found = _waiting(desk)
    if not found:
        st.html(base.empty(safe(view.say("households.none"))))
        return
    _note(desk, found)
    st.header(view.say("round.subject", place=shown.place(view), year=view.year), anchor=False)
    parts.html(rounds.round_table(view, found))


def _note(desk: Desk, found: Sequence[Line]) -> None:
    """Write down who opened the list: a browser prints it without a file being taken out."""
    values = {"about": ROUND_OF, "hamlet_code": desk.view.hamlet_code}
    opened = str((desk.view.year, desk.view.hamlet_code, desk.wish))
    porter.note(desk.view.language, opened, "round", rows=len(found), **values)


def _waiting(desk: Desk) -> Sequence[Line]:
    """Those that the reader chose, of whom a need is open."""
    wish = replace(desk.wish, help=desk.wish.help or WAITING)
    found = chosen(shown.known(desk.view), wish, desk.order)
    return [one for one in found if any(want.open for want in one.wants)]


def paper(desk: Desk) -> None:
    """The round as a file; who takes it out is noted, and stands on it."""
    view, found = desk.view, _waiting(desk)
    if not found:
        return
    parts.html(
        f'<div class="th th-screen"><p class="th-note">{safe(view.say("round.print"))}</p></div>'
    )
    made = porter.who_and_when(view.language)
    noted = guest.note_of("export", about=ROUND_OF, hamlet_code=view.hamlet_code, rows=len(found))
    with st.container(horizontal=True):
        for write, kind, mime in ((docx, "docx", WORD), (pdf, "pdf", "application/pdf")):
            st.download_button(
                view.say(f"sheet.get_{kind}"), mime=mime,
                data=partial(_written, write, desk, found, made, noted), on_click="ignore",
                file_name=f"{view.say('round.file', year=view.year)}.{kind}", key=f"round_{kind}",
            )  # fmt: skip


def _written(
    write: Callable[[Sheet], bytes], desk: Desk, found: Sequence[Line], made: str,
    noted: Callable[[], None],
) -> bytes:  # fmt: skip
    """The file, made when somebody asks for it, and noted in the access log."""
    noted()
    return write(round_sheet(desk.view, found, made))
