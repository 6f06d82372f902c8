"""Do people know, and can they check?"""

from __future__ import annotations

from dashboard import board, frame, parts
from dashboard.blocks import events, openness, posted
from dashboard.draw.events import months

view = events.of_lists(parts.open_page("communication"))
parts.needs_reviews(view)

parts.html(openness.headline(view))
parts.heading(view, "inform.title_gaps")
order = frame.choose_order(view, openness.ORDERS)
parts.html(openness.gap_table(view, order))
parts.heading(view, "inform.title_access")
parts.html(openness.access_table(view))
parts.heading(view, "inform.title_events")
parts.html(events.by_channel(view))
if events.has_events(view):
    parts.heading(view, "inform.months", year=view.year)
    parts.chart(view, months(view), "months", events.by_month(view), year=view.year)
    parts.html(events.by_hamlet(view))
parts.heading(view, "inform.title_postings")
parts.html(posted.posting_table(view))
parts.heading(view, "inform.title_checks")
parts.html(posted.by_organisation(view))
parts.html(posted.checks_by_hamlet(view))
parts.html(posted.checks_by_year(view))
parts.heading(view, "inform.title_officers")
parts.html(openness.officer_table(view))
if view.years:
    board.notices(view)
parts.foot(view)
