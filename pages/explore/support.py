"""Did the right help reach the right household in time?"""

from __future__ import annotations

from dashboard import parts
from dashboard.blocks import given, support

view = parts.open_page("support")
parts.needs_reviews(view)

parts.html(support.headline(view))
if support.has_needs(view):
    parts.html(support.need_table(view))
    parts.heading(view, "help.title_matrix")
    parts.html(support.matrix(view))
    parts.heading(view, "help.title_hamlets")
    parts.html(support.by_hamlet(view))
    parts.heading(view, "help.title_years")
    parts.html(support.through_years(view))
parts.heading(view, "help.title_given")
parts.html(given.by_kind(view))
parts.html(given.by_funder(view))
parts.heading(view, "help.title_donations")
parts.html(given.donations(view))
parts.foot(view)
