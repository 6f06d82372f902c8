"""Livelihoods: two sets of households that are never added, outcomes, cost per household."""

from __future__ import annotations

from functools import lru_cache

from dashboard.blocks import pace
from dashboard.blocks.base import Cell, answer, card, cards, element, note, sentence, table
from dashboard.measure import livelihoods, money
from dashboard.measure.interval import interval
from dashboard.measure.unplaced import unplaced
from dashboard.view import View
from dashboard.words import part_of_whole, safe


@lru_cache(maxsize=256)
def headline(view: View) -> str:
    """The four projects and the community group, each as what it is."""
    outcomes, _ = livelihoods.all_projects(view.data, view.territory)
    whole = money.programme(view.data, view.territory, "livelihood")
    group = livelihoods.group(view.data, view.territory)
    text = sentence(
        view, "livelihoods.answer", projects=whole.number, households=outcomes.households,
        approved=whole.approved,
    )  # fmt: skip
    text += _of_group(view, group) if group.households.known else ""
    return answer(text, safe(view.say("livelihoods.note"))) + pace.by_now(view, "livelihood")


def listed(view: View) -> bool:
    """Whether the commune has a project, or households of a community group."""
    own = money.projects(view.data, view.territory, "livelihood")
    return bool(own) or livelihoods.group(view.data, view.territory).households.known


@lru_cache(maxsize=256)
def unplaced_note(view: View) -> str:
    """How many projects of the build name no hamlet and count in no commune, with their codes."""
    number, codes = unplaced(view.data, "livelihood")
    values = {"number": number, "codes": ", ".join(codes)}
    return note(sentence(view, "livelihoods.unplaced", **values)) if codes else ""


def _of_group(view: View, group: livelihoods.Outcomes) -> str:
    """How many of the group left, and of how many nothing is known; of all of them nothing else."""
    if not group.exits.known:
        return " " + sentence(view, "livelihoods.group_unknown", households=group.households)
    values = {"exits": group.exits, "households": group.households}
    text, unknown = (
        sentence(view, "livelihoods.answer_group", **values),
        group.by_outcome["unknown"],
    )
    if unknown.value:
        text += " " + sentence(view, "livelihoods.answer_unknown", unknown=unknown)
    return " " + text


@lru_cache(maxsize=256)
def squares(view: View) -> str:
    """One square for each household of the group, filled when it left poverty or near-poverty."""
    group = livelihoods.group(view.data, view.territory)
    if not group.exits.known:
        return ""
    exits, whole = int(group.exits.value or 0), int(group.households.value or 0)
    unknown = int(group.by_outcome["unknown"].value or 0)
    marks = '<i class="on"></i>' * exits + "<i></i>" * (whole - exits - unknown)
    marks += '<i class="off"></i>' * unknown
    title = sentence(view, "livelihoods.squares", exits=group.exits, households=group.households)
    parts = part_of_whole(view.language, group.exit_rate)
    known = group.exit_rate.known
    key = "livelihoods.squares_rate" if known else "livelihoods.squares_parts"
    rate = sentence(view, key, rate=group.exit_rate, parts=parts)
    rate += _chance(view, group)
    alt = safe(view.say("livelihoods.squares_alt", exits=exits, whole=whole))
    return (
        f'<div class="th"><h2>{title}</h2><div class="th-squares" role="img" aria-label="{alt}">'
        f'{marks}</div><p class="th-note">{rate}</p></div>'
    )


def _chance(view: View, group: livelihoods.Outcomes) -> str:
    """How far chance could push the share of so few households: context, not an error of a sample."""
    ends = interval(group.exit_rate)
    if ends is None:
        return ""
    whole = group.exit_rate.whole
    return " " + sentence(view, "livelihoods.chance", low=ends[0], high=ends[1], whole=whole)


@lru_cache(maxsize=256)
def summary(view: View) -> str:
    """The projects together: money, households, cost per household."""
    outcomes, cost = livelihoods.all_projects(view.data, view.territory)
    whole = money.programme(view.data, view.territory, "livelihood")
    spent = sentence(view, "livelihoods.spent", planned=whole.planned, disbursed=whole.disbursed)
    rate, left = outcomes.exit_rate, []
    if outcomes.exits.known and rate.known:
        parts = part_of_whole(view.language, rate)
        left = [sentence(view, "livelihoods.left", exits=outcomes.exits, rate=rate, parts=parts)]
    return cards(
        (
            card(view, view.say("livelihoods.approved"), whole.approved, [spent], "main"),
            card(view, view.say("livelihoods.households"), outcomes.households, left, "main"),
            card(view, view.indicator("cost_per_household"), cost,
                 [safe(view.say("livelihoods.cost_note"))], "main"),
        )
    )  # fmt: skip


@lru_cache(maxsize=256)
def project_table(view: View) -> str:
    """Each project: kind, years, money, households, cost per household, outcomes."""
    names = (
        "name",
        "approved",
        "disbursed",
        "households",
        "cost",
        "exits",
        "others",
    )
    heads = [view.say(f"livelihoods.col_{name}") for name in names]
    found = livelihoods.livelihood_projects(view.data, view.territory)
    return table(
        view, view.say("livelihoods.table"), heads, (_line(view, project) for project in found)
    )


def _line(view: View, project: livelihoods.LivelihoodProject) -> list[Cell]:
    row, outcomes = project.money.row, project.outcomes
    years = "–".join(str(y) for y in (row["start_year"], row["end_year"]) if y)
    return [
        f"{safe(row['name'])}<br><small>{safe(row['project_code'])} · {years or '—'}</small>",
        project.money.approved,
        project.money.disbursed,
        outcomes.households,
        project.cost_per_household,
        outcomes.exit_rate,
        _together(view, outcomes, "still_poor", "still_near_poor", "withdrew", "unknown"),
    ]


def _together(view: View, outcomes: livelihoods.Outcomes, *names: str) -> str:
    """Several outcomes in one cell, those that occur."""
    shown = [
        f"{safe(view.say(f'outcome.{name}'))}: {element(view, outcomes.by_outcome[name])}"
        for name in names
        if outcomes.by_outcome[name].value != 0
    ]
    return "<br>".join(shown) or "—"


@lru_cache(maxsize=256)
def outcome_table(view: View) -> str:
    """Outcomes of both sets side by side; the sets overlap and have no total."""
    both = (
        livelihoods.all_projects(view.data, view.territory)[0],
        livelihoods.group(view.data, view.territory),
    )
    heads = [view.say(f"livelihoods.{n}") for n in ("outcome", "set_projects", "set_group")]
    rows: list[list[Cell]] = [
        [safe(view.say(f"outcome.{name}")), *(o.by_outcome[name] for o in both)]
        for name in livelihoods.OUTCOMES
    ]
    rows.append([safe(view.say("livelihoods.all_households")), *(o.households for o in both)])
    return table(view, view.say("livelihoods.outcome_table"), heads, rows, last=True)
