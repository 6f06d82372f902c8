"""Figure -> where it comes from: the rule in words, and every cell that adds up to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from catalog import indicators
from dashboard.blocks.base import delta, with_parts
from dashboard.measure.as_of import NOW
from dashboard.measure.figure import Figure, How, Unit
from dashboard.measure.press import fact
from dashboard.measure.terms import WHOLLY, Term, added_up
from dashboard.measure.trace import recomputed
from dashboard.view import View
from dashboard.words import figure as written
from dashboard.words import number, safe, texts

SILENT = ("all", NOW)  # periods of which there is nothing to say
PROGRAMMES = ("infrastructure", "livelihood", "group")
SECTIONS = (
    "status",
    "state",
    "indicator",
    "cause",
    "outcome",
    "fund_source",
    "movement",
    "rate_step",
    "counted",
    "goal",
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MANY = 400  # cells in one list: more are summed, not shown


def name_of(view: View, found: Figure) -> str:
    """What a figure is called, with its place, its period and what else its key has, in words."""
    return _name_of(view, found.key)


@lru_cache(maxsize=4096)
def _name_of(view: View, key: str) -> str:
    prefix, *rest = key.split("/")
    known = indicators.indicators().get(prefix)
    name = known.names[view.language] if known else view.say(f"figure.{prefix}")
    if prefix == "press":
        return f"{name} · {_press(view, key)}"
    return " · ".join([name, *(_part(view, part) for part in rest if part not in SILENT)])


def _part(view: View, part: str) -> str:
    """A part of a key as people say it: a place, a project, a group, an indicator, a period."""
    first, _, place = part.partition("@")
    if place and first in PROGRAMMES:
        return f"{view.say(f'origin.{first}')} · {_part(view, place)}"
    if len(part) == len("2025-12-31") and part.count("-") == 2:
        return view.say("common.day", day=date.fromisoformat(part))
    if part.startswith("to-"):
        return view.say("origin.until", year=part.removeprefix("to-"))
    if _DAY.fullmatch(part):
        return view.say("common.day", day=date.fromisoformat(part))
    former = next((unit.name for unit in view.territory.former if unit.key == part), None)
    if former:
        return former
    hamlet = view.territory.hamlet(part)
    if hamlet or part == view.territory.code:
        return hamlet.name if hamlet else view.territory.name
    projects = (r for kind in PROGRAMMES for r in view.data.rows(f"{kind}_project"))
    project = next((r["name"] for r in projects if r["project_code"] == part), None)
    words = texts(view.language)
    if ">" in part:  # the states that a household went through
        return " → ".join(view.say(f"paths.{state}") for state in part.split(">"))
    if "." in part and part in words:  # `need.housing`, `support.housing`: the part says its list
        return words[part]
    said = (words.get(f"{section}.{part}") for section in SECTIONS)
    return str(project or next(filter(None, said), part))


def panel(view: View, found: Figure) -> str:
    """Everything that is known of a figure, as a block of its own."""
    signed = found.how is How.DIFFERENCE or found.unit is Unit.POINTS
    value = delta(view, found) if signed else with_parts(view, found)
    head = f"<h3>{safe(name_of(view, found))}</h3><p>{value}</p>"
    lines = "".join(f"<p>{safe(line)}</p>" for line in _lines(view, found))
    made_of = "".join(panel(view, part) for part in found.of if part.key)
    return f'<div class="th th-origin">{head}{lines}{_cells(view, found)}{made_of}</div>'


def _lines(view: View, found: Figure) -> list[str]:
    """The rule, the legal basis, the date, the standard and the data version."""
    prefix = found.key.split("/")[0]
    known = indicators.indicators().get(prefix)
    if prefix == "press":
        return [view.say("origin.press", text=_press(view, found.key))]
    rule = known.formulas[view.language] if known else view.say(f"how.{found.how.value}")
    lines = [view.say("origin.formula", text=rule)]
    if known:
        lines.append(view.say("origin.legal", text=known.basis(found.standard)))
    if found.value is None:
        lines.append(view.say("origin.missing", reason=view.say(f"reason.{found.reason}")))
    elif not found.cells:
        lines.append(_no_cells(view, found))
    if found.as_of:
        lines.append(view.say("origin.as_of", day=found.as_of))
    if found.standard:
        lines.append(view.say("origin.standard", code=found.standard))
    return [*lines, view.say("origin.build", build=view.data.build)]


def _no_cells(view: View, found: Figure) -> str:
    """Why a value has no cells: a 0 without rows, the public zone, or a quarter that is not the latest."""
    if not found.value:
        return view.say("origin.zero")
    return view.say("origin.older" if view.data.rows("lineage") else "origin.none")


def _press(view: View, key: str) -> str:
    said = fact(view.data, view.territory, key.split("/")[1])
    return f"{said['text']} ({said['source']})" if said else ""


def _cells(view: View, found: Figure) -> str:
    """The cells of each side with their values and their sum."""
    sides = [tuple(t for t in found.terms if t.whole is whole) for whole in (False, True)]
    if found.how not in (How.RATIO, How.LOW, How.HIGH):
        return _list(view, "origin.cells", sides[0], found)
    return "".join(
        _list(view, f"origin.{name}", terms, found)
        for name, terms in zip(("part", "whole"), sides, strict=True)
    )


def _list(view: View, title: str, terms: Sequence[Term], found: Figure) -> str:
    if not terms:
        return ""
    rows = "".join(
        f'<tr><td class="text">{safe(place)}</td><td class="text">{safe(t.cell)}</td>'
        f"<td>{safe(_share(view, found, t))}</td></tr>"
        for place, t in zip(_places(terms), terms[:MANY], strict=False)
    )
    if len(terms) > MANY:
        more = safe(view.say("origin.more", number=len(terms) - MANY))
        rows += f'<tr><td class="text" colspan="3">{more}</td></tr>'
    heads = "".join(
        f"<th{kind}>{safe(view.say(key))}</th>"
        for key, kind in (
            ("origin.file", ' class="text"'),
            ("origin.cell", ' class="text"'),
            ("origin.value", ""),
        )
    )
    return (
        f"<table><caption>{safe(view.say(title))}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}{_sum(view, terms, found)}</tbody></table>"
    )


def _places(terms: Sequence[Term]) -> Iterable[str]:
    """File and sheet of each cell, said once for those that follow each other."""
    before = ""
    for term in terms:
        place = f"{term.file} · {term.sheet}"
        yield "" if place == before else place
        before = place


def _sum(view: View, terms: Sequence[Term], found: Figure) -> str:
    if found.how in (How.LATEST, How.MEDIAN, How.WAITED, How.WORKING_DAYS):
        return ""
    due = any(term.share != WHOLLY for term in terms)
    name = safe(view.say("origin.due" if due else "origin.sum", number=len(terms)))
    total = safe(_value(view, found, added_up(terms)))
    return f'<tr class="total"><th class="text" colspan="2">{name}</th><td>{total}</td></tr>'


def _share(view: View, found: Figure, term: Term) -> str:
    """A cell's value, with the share of it that is due: `380.000.000 × 6/12`."""
    if found.how in (How.MEDIAN, How.WAITED, How.WORKING_DAYS):
        day = found.as_of if found.how is How.WAITED else None
        end = day.toordinal() if day else term.value
        days = replace(found, value=recomputed(replace(found, terms=(term,))))
        first, last = (date.fromordinal(int(day)) for day in (term.since, end))
        return view.say("origin.waited", first=first, last=last, days=days)
    value = _value(view, found, term.value)
    if term.share == WHOLLY:
        return value
    return view.say("origin.share", value=value, share=str(term.share))


def _value(view: View, found: Figure, value: float | int) -> str:
    """A cell's value as a person reads it: whole numbers with their groups, a day, a target as it is."""
    if found.unit is Unit.DATE:
        return view.say("common.day", day=date.fromordinal(int(value)))
    if isinstance(value, float):
        return written(view.language, Figure("", value, found.unit))
    return number(view.language, value)
