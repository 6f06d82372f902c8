"""A deck -> everything that is taken away, in one archive with the checksums of its files."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable

from dashboard.deck import said
from dashboard.deck.slide import Deck
from dashboard.export.offline import offline
from dashboard.export.pptx import pptx
from dashboard.export.slides import brief_pdf, chart_png, slides_pdf
from dashboard.export.still import add
from dashboard.export.workbook import workbook

SUMS = "SHA256SUMS"
#: What is offered: kind -> the words key of its name, its ending, who writes it.
FILES: dict[str, tuple[str, str, Callable[[Deck], bytes]]] = {
    "pptx": ("slides", "pptx", pptx),
    "pdf": ("slides", "pdf", slides_pdf),
    "brief": ("brief", "pdf", brief_pdf),
    "html": ("slides", "html", offline),
    "xlsx": ("figures", "xlsx", workbook),
}


def name_of(deck: Deck, key: str, ending: str) -> str:
    """What a file is called: what it is, the place, the year of the review."""
    name = deck.view.say(f"conference.file_{key}")
    whole = f"{name} - {deck.view.territory.name} {deck.view.year or ''}".strip()
    return f"{whole}.{ending}".replace("/", "-")


def pack(deck: Deck) -> bytes:
    """The archive; the same bytes for the same deck."""
    files = {name_of(deck, key, ending): write(deck) for key, ending, write in FILES.values()}
    folder = deck.view.say("conference.file_pictures")
    for number, slide in enumerate(deck.slides):
        if slide.chart:
            title = deck.view.say(f"slide.name_{slide.name}")
            files[f"{folder}/{number + 1:02d} {title}.png"] = chart_png(deck, number)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in (files | _lists(deck, files)).items():
            add(archive, name, content)
    return made.getvalue()


def _lists(deck: Deck, files: dict[str, bytes]) -> dict[str, bytes]:
    """The checksums for programs, and as a page for people."""
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    lines = "".join(f"{digest}  {name}\n" for name, digest in sums.items())
    return {SUMS: lines.encode(), name_of(deck, "list", "txt"): _page(deck, files, sums).encode()}


def _page(deck: Deck, files: dict[str, bytes], sums: dict[str, str]) -> str:
    view = deck.view
    heads = [view.say(f"conference.{name}") for name in ("col_file", "col_bytes", "col_sum")]
    rows = [f"{name}\n    {len(files[name])} · {digest}" for name, digest in sums.items()]
    above = [
        deck.event.title,
        *said.where(deck),
        said.mark(deck),
        said.scope(deck),
        said.dated(deck),
    ]
    lead = view.say("conference.pack_lead")
    return "\n".join([*filter(None, above), "", lead, "", " · ".join(heads), *rows, ""])
