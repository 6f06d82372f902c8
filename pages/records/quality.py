"""Can we trust these figures?"""

from __future__ import annotations

from dashboard import frame, parts
from dashboard.blocks import quality, versions

view = parts.open_page("quality")

parts.html(quality.headline(view))
parts.html(quality.findings(view))
parts.html(quality.press(view))
parts.html(quality.balance(view))
parts.html(quality.coverage(view))
parts.fold(view, "quality.files", quality.files(view))
parts.heading(view, "versions.title")
older = frame.choose_older(view)
parts.html(versions.compared(view, older) if older else versions.alone(view))
parts.foot(view)
