"""Where do we stand against the target?"""

from __future__ import annotations

from dashboard import parts
from dashboard.blocks import alerts, overview, poverty, targets
from dashboard.blocks.happened import events_table, listed
from dashboard.draw.trend import trend
from dashboard.happened import of_reviews
from dashboard.measure.reviews import RATES, rate_of, review

view = parts.open_page("overview")
parts.needs_reviews(view)
marked = of_reviews(view)
found = review(view.data, view.territory, view.year)

parts.html(overview.headline(view))
parts.html(alerts.alerts(view))
parts.html(overview.rates(view))
parts.html(overview.figures(view))
parts.html(targets.goal_table(view))
parts.heading(view, "poverty.trend")
table = poverty.trend_table(view) + events_table(view, marked)
parts.chart(view, trend(view, marked=marked), "trend", table)
parts.html(listed(view, marked))
parts.html(targets.decisions(view), poverty.open_points(view))
parts.sources(view, [(name, rate_of(view.data, found, name)) for name in RATES])
parts.foot(view)
