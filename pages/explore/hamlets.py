"""How does each hamlet do?"""

from __future__ import annotations

from dashboard import frame, parts
from dashboard.blocks import hamlet, hamlets, lacking
from dashboard.draw.hamlets import dumbbell
from dashboard.draw.multiples import multiples
from dashboard.draw.shapes import hamlet_map
from dashboard.measure.reviews import RATES, rate_of, review
from dashboard.measure.shapes import COUNTS

view = parts.open_page("hamlets")
parts.needs_reviews(view)
code = view.hamlet_code
frame.choose_hamlet(view)

if view.hamlet:
    parts.heading(view, "hamlets.own", name=view.hamlet.name, year=view.year)
    parts.html(hamlet.own_page(view))
    parts.html(hamlet.years_table(view))
    parts.html(hamlet.works_here(view))
    parts.html(hamlet.projects_here(view))
    parts.html(hamlet.officer_table(view))
    parts.html(hamlet.posting_table(view))
    parts.html(lacking.detail_table(view, "indicator", code))
    parts.html(lacking.detail_table(view, "cause", code))
else:
    parts.html(hamlets.headline(view))
    order = frame.choose_order(view, hamlets.ORDERS)
    parts.html(hamlets.hamlet_table(view, order))
    parts.heading(view, "hamlets.dumbbell", before=view.year - 1, year=view.year)
    parts.chart(view, dumbbell(view), "dumbbell", hamlets.change_table(view))
    if hamlets.has_map(view):
        parts.heading(view, "hamlets.map", year=view.year)
        what = frame.choose_count(view, COUNTS)
        parts.wide_chart(
            view, hamlet_map(view, what), "map", hamlets.map_table(view, what), year=view.year
        )
        parts.html(hamlets.map_note(view))
    parts.heading(view, "hamlets.multiples")
    parts.html(hamlets.multiples_note(view))
    parts.html(multiples(view))
    parts.fold(view, "common.table", hamlets.rate_table(view))
found = review(view.data, view.territory, view.year, code)
parts.sources(view, [(name, rate_of(view.data, found, name)) for name in RATES])
parts.foot(view)
