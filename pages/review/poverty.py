"""How has the rate moved, and why?"""

from __future__ import annotations

from dashboard import parts
from dashboard.blocks import overview, poverty
from dashboard.draw.poverty import details, trend, waterfall
from dashboard.measure.poverty import RATES, rate_of, review

view = parts.open_page("poverty")
parts.needs_reviews(view)
found = review(view.data, view.territory, view.year)

parts.html(overview.headline(view))
parts.chart(view, trend(view), "trend", poverty.trend_table(view))
parts.heading(view, "poverty.movement", year=view.year)
parts.chart(view, waterfall(view, "poor"), "waterfall", poverty.movement_table(view), year=view.year)
parts.html(poverty.transition_table(view))
parts.heading(view, "detail.indicator_title", year=view.year)
parts.chart(view, details(view, "indicator"), "indicator", poverty.detail_table(view, "indicator"))
parts.heading(view, "detail.cause_title", year=view.year)
parts.chart(view, details(view, "cause"), "cause", poverty.detail_table(view, "cause"))
parts.sources(view, [(name, rate_of(view.data, found, name)) for name in RATES])
parts.foot(view)
