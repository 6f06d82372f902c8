"""The minutes of what is shown, as files to print and sign."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from dashboard import guest
from dashboard.blocks import base
from dashboard.export.docx import docx
from dashboard.export.pdf import pdf
from dashboard.export.sheet import Sheet, sheet
from dashboard.meeting.door import Desk, open_part
from dashboard.words import safe

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def paper(desk: Desk) -> None:
    """The buttons that hand the minutes out; those of a state that is not frozen are a draft."""
    view, meeting = desk.view, desk.now.meeting
    open_part(view, "paper")
    if meeting is None:
        st.html(base.note(safe(view.say("sheet.draft_note"))))
    name = view.say("sheet.file", number=meeting.id if meeting else view.say("sheet.no_number"))
    noted = guest.note_of("export", about=f"/meeting {meeting.id if meeting else ''}".strip())
    with st.container(horizontal=True):
        for write, kind, mime in ((docx, "docx", WORD), (pdf, "pdf", "application/pdf")):
            st.download_button(
                view.say(f"sheet.get_{kind}"), mime=mime, data=partial(_written, write, desk, noted),
                file_name=f"{name}.{kind}", key=f"meeting_{kind}", on_click="ignore",
            )  # fmt: skip


def _written(write: Callable[[Sheet], bytes], desk: Desk, noted: Callable[[], None]) -> bytes:
    """The file, made when somebody asks for it, and noted in the access log."""
    noted()
    return write(sheet(desk.view, desk.now, desk.last, desk.docket))
