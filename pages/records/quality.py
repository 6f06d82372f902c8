"""Can we trust these figures?"""

from __future__ import annotations

from dashboard import parts
from dashboard.blocks import quality

view = parts.open_page("quality")

parts.html(quality.headline(view))
parts.html(quality.findings(view))
parts.html(quality.press(view))
parts.html(quality.balance(view))
parts.html(quality.coverage(view))
parts.fold(view, "quality.files", quality.files(view))
parts.foot(view)
