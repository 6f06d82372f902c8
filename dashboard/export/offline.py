"""A deck -> one HTML file that opens from a stick: it asks for nothing, and has no row of a household."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path

import font_source_sans_pro

from dashboard import stage, theme
from dashboard.blocks.slides import show
from dashboard.deck.slide import Deck
from dashboard.words import safe

FONTS = Path(font_source_sans_pro.font_directory)
WEIGHTS = {"400": "SourceSansPro-Regular.ttf", "700": "SourceSansPro-Bold.ttf"}
OWN = """
html{font-family:FONT}body{margin:0;background:var(--panel)}
.th-show{max-width:1366px;margin:0 auto;padding:.5rem}
.th-slide h2,.th-slide h3{font-family:inherit}.th-figure{font-variant-numeric:tabular-nums}
"""


def offline(deck: Deck) -> bytes:
    """The file. Its policy forbids every request; a mark tells its value under the pointer."""
    style = "".join(
        (
            _fonts(),
            f":root{{{theme.variables(False)}}}",
            OWN.replace("FONT", theme.SLIDE_FONT),
            stage.CSS,
        )
    )
    script = f'{stage.JS}thStage(document.querySelector(".th-show"), {{}})'
    page = (
        f'<!doctype html><html lang="{deck.view.language}"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'; script-src 'unsafe-inline'; font-src data:\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{safe(deck.event.title)}</title><style>{style}</style></head>"
        f"<body>{show(deck, False)}<script>{script}</script></body></html>"
    )
    return page.encode()


@cache
def _fonts() -> str:
    """The font in the file itself, so that every mark of Vietnamese stands on somebody else's laptop."""
    return "".join(
        f'@font-face{{font-family:"Source Sans Pro";font-weight:{weight};src:url(data:font/ttf;base64,'
        f"{b64encode((FONTS / name).read_bytes()).decode()})}}"
        for weight, name in WEIGHTS.items()
    )
