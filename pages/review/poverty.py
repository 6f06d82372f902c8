"""How has the rate moved, and why?"""

from __future__ import annotations

from dashboard import frame, parts
from dashboard.blocks import lacking, overview, poverty, steps, targets
from dashboard.blocks.happened import events_table, listed
from dashboard.draw.poverty import details
from dashboard.draw.trend import trend
from dashboard.draw.waterfall import rate_waterfall, waterfall
from dashboard.happened import of_reviews

view = parts.open_page("poverty")
parts.needs_reviews(view)
marked = of_reviews(view)

parts.html(overview.headline(view))
table = poverty.trend_table(view) + events_table(view, marked)
parts.chart(view, trend(view, marked=marked), "trend", table)
before = poverty.open_points(view), poverty.backcast(view), poverty.published(view)
parts.html(listed(view, marked), targets.decisions(view), *before)

parts.heading(view, "poverty.rate_step", year=view.year, before=view.year - 1)
with parts.row():
    frame.choose_hamlet(view)
    rate, unit = frame.choose_rate(view), frame.choose_unit(view)
parts.html(steps.told(view, unit, rate))
if steps.steps(view, unit, rate).moved:
    table = steps.rate_table(view, unit, rate)
    parts.chart(view, rate_waterfall(view, unit, rate), "rate_steps", table, year=view.year)
parts.html(steps.unbalanced(view, unit, rate), steps.unpaired(view, unit, rate))
parts.html(steps.apart(view, unit, rate))

parts.heading(view, f"poverty.movement_{unit}", year=view.year, place=steps.place(view))
parts.html(poverty.explained(view, unit))
if steps.form(view, unit).complete:
    parts.chart(
        view, waterfall(view, unit), "waterfall", poverty.movement_table(view, unit), year=view.year
    )
else:
    parts.html(poverty.movement_table(view, unit))
parts.html(poverty.transition_table(view))

for name in targets.with_target(view):
    title = view.indicator(name)
    parts.heading(view, "poverty.trend_of", indicator=title)
    parts.chart(
        view, trend(view, name), "trend_of", targets.trend_table(view, name), name, indicator=title
    )
    parts.html(targets.decisions(view, name), poverty.open_points(view))

for detail in ("indicator", "cause"):
    parts.heading(view, f"detail.{detail}_title", year=view.year)
    parts.chart(view, details(view, detail), detail, lacking.detail_table(view, detail))
parts.html(lacking.detail_note(view), lacking.depth_told(view))
parts.fold(view, "source.title", poverty.rate_sources(view))
parts.foot(view)
