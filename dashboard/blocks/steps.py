"""Why the rate moved: sentences, the table of the steps, the cells where a form does not balance."""

from __future__ import annotations

from functools import lru_cache

from dashboard.blocks import base
from dashboard.blocks.base import Cell, delta, element, fill, source_line, table
from dashboard.explain import step_key
from dashboard.measure.figure import Figure, Unit
from dashboard.measure.flows import Movement, movement
from dashboard.measure.steps import RateSteps, rate_steps
from dashboard.view import View
from dashboard.why import imbalances, sentences
from dashboard.words import named, safe


def steps(view: View, unit: Unit) -> RateSteps:
    """The steps of the place that is looked at."""
    return rate_steps(view.data, view.territory, view.year, view.hamlet_code, unit)


def place(view: View) -> str:
    """What the place that is looked at is called."""
    return view.hamlet.name if view.hamlet else view.territory.name


def form(view: View, unit: Unit) -> Movement:
    """The movement form of the poor of the place that is looked at."""
    return movement(view.data, view.territory, view.year, "poor", view.hamlet_code, unit)


@lru_cache(maxsize=256)
def told(view: View, unit: Unit) -> str:
    """What the steps say, a line each."""
    found = sentences(view.data, view.territory, view.year, steps(view, unit))
    return base.told(_line(view, s.key, s.values) for s in found)


def _line(view: View, key: str, values: dict[str, object]) -> str:
    if "reason" in values:
        values = values | {"reason": view.say(f"reason.{values['reason']}")}
    return fill(view, key, **{name: _shown(view, name, value) for name, value in values.items()})


def _shown(view: View, name: str, value: object) -> str:
    """A step with its sign, any other figure as it is."""
    if isinstance(value, Figure):
        return delta(view, value) if value.unit is Unit.POINTS else element(view, value)
    return safe(named(view.language, name, value))


@lru_cache(maxsize=256)
def rate_table(view: View, unit: Unit) -> str:
    """The steps from last year's rate to this one, in points."""
    found = steps(view, unit)
    texts = {"year": view.year, "before": view.year - 1}
    heads = [view.say("poverty.step"), view.say("poverty.points")]
    rows: list[list[Cell]] = [[safe(view.say("rate_step.before", **texts)), found.before]]
    rows += [
        [safe(view.say(step_key(name, persons=unit is Unit.PERSONS))), delta(view, step)]
        for name, step in found.steps
    ]
    rows.append([safe(view.say("rate_step.after", **texts)), found.after])
    return table(view, view.say("poverty.rate_step", **texts), heads, rows, last=True)


@lru_cache(maxsize=256)
def unbalanced(view: View, unit: Unit) -> str:
    """Each hamlet whose form does not balance: by how much, and the cell of its closing."""
    found = imbalances(view.data, view.territory, view.year, unit)
    if not found:
        return ""
    heads = [view.say(f"why.{name}") for name in ("hamlet", "closing", "difference", "cell")]
    rows: list[list[Cell]] = [
        [
            safe(name),
            element(view, closing),
            delta(view, difference),
            "<br>".join(safe(source_line(source)) for source in closing.sources),
        ]
        for name, difference, closing in found
    ]
    return table(view, view.say("why.unbalanced", year=view.year), heads, rows)
