"""Where do we stand against the target?"""

from __future__ import annotations

from dashboard import parts
from dashboard.blocks import alerts, overview, poverty, targets
from dashboard.draw.trend import trend
from dashboard.measure.reviews import RATES, rate_of, review

view = parts.open_page("overview")
parts.needs_reviews(view)
found = review(view.data, view.territory, view.year)

parts.html(overview.headline(view))
parts.html(alerts.alerts(view))
parts.html(overview.rates(view))
parts.html(overview.figures(view))
parts.html(targets.goal_table(view))
parts.heading(view, "poverty.trend")
parts.chart(view, trend(view), "trend", poverty.trend_table(view))
parts.html(targets.decisions(view))
parts.sources(view, [(name, rate_of(view.data, found, name)) for name in RATES])
parts.foot(view)
