"""What did the projects change, for whom?"""

from __future__ import annotations

from dashboard import parts
from dashboard.blocks import livelihoods, pace, paths
from dashboard.draw.paths import sequence
from dashboard.measure.livelihoods import all_projects, group
from dashboard.measure.money import programme

view = parts.open_page("livelihoods")
parts.needs(view, livelihoods.listed(view), "livelihoods.empty", livelihoods.unplaced_note(view))
outcomes, cost = all_projects(view.data, view.territory)

parts.html(livelihoods.headline(view), livelihoods.unplaced_note(view))
parts.html(livelihoods.squares(view))
parts.html(livelihoods.summary(view))
parts.html(livelihoods.project_table(view))
parts.html(pace.pace_table(view, "livelihood"))
parts.html(livelihoods.outcome_table(view))
parts.heading(view, "paths.title")
parts.html(paths.opening(view))
for name, place in paths.named(view, parts.names(view, "livelihoods", paths.households(view))):
    parts.heading(view, f"paths.title_{name}")
    parts.html(paths.summary(view, place))
    parts.wide_chart(view, sequence(view, place), "paths", paths.path_table(view, place), name)
    parts.html(paths.way_table(view, place), paths.beside(view, place))
parts.sources(
    view,
    [
        ("participant_exit_rate", group(view.data, view.territory).exit_rate),
        ("cost_per_household", cost),
        ("approved_vnd", programme(view.data, view.territory, "livelihood").approved),
        ("disbursed_vnd", programme(view.data, view.territory, "livelihood").disbursed),
    ],
)
parts.foot(view)
