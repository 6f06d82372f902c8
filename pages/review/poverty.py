"""How has the rate moved, and why?"""

from __future__ import annotations

from dashboard import parts
from dashboard.blocks import overview, poverty
from dashboard.blocks.happened import events_table, listed
from dashboard.draw.poverty import details
from dashboard.draw.trend import trend
from dashboard.draw.waterfall import rate_waterfall, waterfall
from dashboard.happened import of_reviews
from dashboard.measure.flows import movement
from dashboard.measure.reviews import RATES, rate_of, review
from dashboard.measure.steps import rate_steps

view = parts.open_page("poverty")
parts.needs_reviews(view)
marked = of_reviews(view)
found = review(view.data, view.territory, view.year)

parts.html(overview.headline(view))
parts.chart(
    view, trend(view, marked), "trend", poverty.trend_table(view) + events_table(view, marked)
)
parts.html(listed(view, marked))
parts.html(poverty.backcast(view))

parts.heading(view, "poverty.movement", year=view.year)
parts.html(poverty.explained(view))
if movement(view.data, view.territory, view.year, "poor").complete:
    parts.chart(view, waterfall(view), "waterfall", poverty.movement_table(view), year=view.year)
else:
    parts.html(poverty.movement_table(view))
if rate_steps(view.data, view.territory, view.year).steps:
    parts.heading(view, "poverty.rate_step", year=view.year, before=view.year - 1)
    parts.chart(view, rate_waterfall(view), "rate_steps", poverty.rate_table(view), year=view.year)
parts.html(poverty.transition_table(view))

for detail in ("indicator", "cause"):
    parts.heading(view, f"detail.{detail}_title", year=view.year)
    parts.chart(view, details(view, detail), detail, poverty.detail_table(view, detail))
parts.html(poverty.detail_note(view))
parts.sources(view, [(name, rate_of(view.data, found, name)) for name in RATES])
parts.foot(view)
