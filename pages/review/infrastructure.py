"""What have the works cost, and which are behind?"""

from __future__ import annotations

from dashboard import parts
from dashboard.blocks import pace, works
from dashboard.blocks.happened import events_table, listed
from dashboard.draw.works import cumulative
from dashboard.happened import of_money
from dashboard.measure.money import programme

view = parts.open_page("infrastructure")
whole = programme(view.data, view.territory, works.KIND)
parts.needs(view, whole.number.known, "works.empty", works.unplaced_note(view))
marked = of_money(view, works.KIND)

parts.html(works.headline(view), works.unplaced_note(view))
parts.html(works.bullets(view))
parts.html(pace.pace_table(view, works.KIND))
parts.heading(view, "works.cumulative")
parts.chart(
    view,
    cumulative(view, works.KIND, marked),
    "cumulative",
    works.by_slice(view, "year") + events_table(view, marked),
)
parts.html(listed(view, marked))
parts.html(works.by_slice(view, "fund_source"))
parts.html(works.register(view))
parts.sources(
    view,
    [
        ("approved_vnd", whole.approved),
        ("planned_vnd", whole.planned),
        ("disbursed_vnd", whole.disbursed),
        ("disbursement_rate", whole.disbursement),
        ("completion_rate", whole.completion),
    ],
)
parts.foot(view)
