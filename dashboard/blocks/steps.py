"""Why the rate moved: sentences, the table of the steps, the cells where a form does not balance."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from dashboard import why
from dashboard.blocks import base
from dashboard.blocks.base import Cell, delta, element, fill, source_line, table
from dashboard.explain import step_key
from dashboard.measure.figure import Figure, Unit
from dashboard.measure.flows import Movement, movement
from dashboard.measure.steps import RateSteps, rate_steps
from dashboard.view import View
from dashboard.words import named, safe


def steps(view: View, unit: Unit, rate: str) -> RateSteps:
    """The steps of the place that is looked at."""
    return rate_steps(view.data, view.territory, view.year, view.hamlet_code, unit, rate)


def place(view: View) -> str:
    """What the place that is looked at is called."""
    return view.hamlet.name if view.hamlet else view.territory.name


def form(view: View, unit: Unit) -> Movement:
    """The movement form of the poor of the place that is looked at."""
    return movement(view.data, view.territory, view.year, "poor", view.hamlet_code, unit)


@lru_cache(maxsize=256)
def told(view: View, unit: Unit, rate: str) -> str:
    """What the steps say, a line each."""
    found = why.sentences(view.data, view.territory, view.year, steps(view, unit, rate))
    return base.told(_line(view, s.key, s.values) for s in found)


def _line(view: View, key: str, values: dict[str, object]) -> str:
    if "reason" in values:
        values = values | {"reason": view.say(f"reason.{values['reason']}")}
    if "who" in values:
        values = values | {"who": view.say(f"why.{values['who']}")}
    return fill(view, key, **{name: _shown(view, name, value) for name, value in values.items()})


def _shown(view: View, name: str, value: object) -> str:
    """A step with its sign, any other figure as it is."""
    if isinstance(value, Figure):
        return delta(view, value) if value.unit is Unit.POINTS else element(view, value)
    return safe(named(view.language, name, value))


@lru_cache(maxsize=256)
def rate_table(view: View, unit: Unit, rate: str) -> str:
    """The steps from last year's rate to this one, in points."""
    found = steps(view, unit, rate)
    texts = {"year": view.year, "before": view.year - 1}
    heads = [view.say("poverty.step"), view.say("poverty.points")]
    rows: list[list[Cell]] = [[safe(view.say("rate_step.before", **texts)), found.before]]
    rows += [
        [safe(view.say(step_key(n, persons=unit is Unit.PERSONS, rate=rate))), delta(view, step)]
        for n, step in found.steps
    ]
    rows.append([safe(view.say("rate_step.after", **texts)), found.after])
    title = f"{view.indicator(rate)} · {view.say('poverty.rate_step', **texts)}"
    return table(view, title, heads, rows, last=True)


@lru_cache(maxsize=256)
def unbalanced(view: View, unit: Unit, rate: str) -> str:
    """Each form of a hamlet that does not balance: by how much, and the cell of its closing."""
    found = why.imbalances(view.data, view.territory, view.year, unit, rate)
    names = ("hamlet", "form", "closing", "difference", "cell")
    rows: list[list[Cell]] = [
        [
            safe(hamlet),
            safe(view.say(f"form.movement_{group}")),
            element(view, closing),
            delta(view, difference),
            _cells(closing),
        ]
        for hamlet, group, difference, closing in found
    ]
    return _doubts(view, "unbalanced", names, rows)


@lru_cache(maxsize=256)
def unpaired(view: View, unit: Unit, rate: str) -> str:
    """Where one form gives other households to the second group than that group's form takes."""
    both = rate == "multidimensional_rate"
    found = why.unpaired(view.data, view.territory, view.year, unit) if both else []
    return _two_forms(view, "unpaired", ("gave", "took"), found)


@lru_cache(maxsize=256)
def apart(view: View, unit: Unit, rate: str) -> str:
    """Where a movement form does not close with what the summary form counts: both, with their cells."""
    found = why.apart(view.data, view.territory, view.year, unit, rate)
    return _two_forms(view, "apart", ("closing", "summary"), found)


def _two_forms(
    view: View,
    rule: str,
    names: tuple[str, str],
    found: Iterable[tuple[str, str, Figure, Figure, Figure]],
) -> str:
    """Two figures of two forms that should be one: hamlet, form, both, their gap, the cells of both."""
    rows: list[list[Cell]] = [
        [
            safe(hamlet),
            safe(view.say(f"form.movement_{group}")),
            element(view, one),
            element(view, other),
            delta(view, gap),
            f"{_cells(one)}<br>{_cells(other)}",
        ]
        for hamlet, group, one, other, gap in found
    ]
    return _doubts(view, rule, ("hamlet", "form", *names, "gap", "cell"), rows)


def _cells(found: Figure) -> str:
    return "<br>".join(safe(source_line(source)) for source in found.sources)


def _doubts(view: View, title: str, names: tuple[str, ...], rows: list[list[Cell]]) -> str:
    """A table of what does not agree; nothing when everything does."""
    heads = [view.say(f"why.{name}") for name in names]
    return table(view, view.say(f"why.{title}", year=view.year), heads, rows) if rows else ""
