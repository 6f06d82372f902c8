"""Targets: indicator and place, what was set, what was achieved, by which decision."""

from __future__ import annotations

from functools import lru_cache

from dashboard.blocks.base import Cell, element, note, table
from dashboard.blocks.poverty import year_cell
from dashboard.measure import reviews, support
from dashboard.measure.targets import Goal, goals
from dashboard.view import View
from dashboard.words import safe

COLUMNS = ("name", "place", "target", "achieved", "verdict", "decision")


@lru_cache(maxsize=256)
def goal_table(view: View) -> str:
    """Every target of the year; nothing when none was set."""
    found = goals(view.data, view.territory, view.year)
    if not found:
        return ""
    heads = [view.say(f"targets.{name}") for name in COLUMNS]
    caption = view.say("targets.title", year=view.year)
    unsure = any(goal.verdict == "unsure" for goal in found)
    said = note(safe(view.say("targets.unsure_note"))) if unsure else ""
    return table(view, caption, heads, [_line(view, goal) for goal in found]) + said


def _line(view: View, goal: Goal) -> list[Cell]:
    return [
        safe(view.say(f"goal.{goal.indicator}")),
        safe(goal.name),
        element(view, goal.target),
        goal.achieved,
        safe(view.say(f"targets.{goal.verdict}")) if goal.verdict else "—",
        safe(goal.decision or "—"),
    ]


@lru_cache(maxsize=256)
def decisions(view: View, name: str = "poverty_rate") -> str:
    """Under a trend: the target of each year with the number of its decision."""
    parts = [
        view.say("targets.of_year", year=year, target=goal, decision=number or "—")
        for year in view.years
        if (goal := support.target(view.data, view.territory, name, year)).known
        for number in [support.target_decision(view.data, view.territory, name, year)]
    ]
    return note(safe(view.say("targets.decisions", list="; ".join(parts)))) if parts else ""


def with_target(view: View) -> tuple[str, ...]:
    """The rates beside the poverty rate that have a target in a year with a review."""
    return tuple(
        name
        for name in reviews.RATES
        if name != "poverty_rate"
        and any(support.target(view.data, view.territory, name, y).known for y in view.years)
    )


@lru_cache(maxsize=256)
def trend_table(view: View, name: str) -> str:
    """Rate, target and decision of every year with a review."""
    heads = [view.say("poverty.year"), view.indicator(name), view.say("poverty.target"),
             view.say("targets.decision")]  # fmt: skip
    return table(view, "", heads, [_year(view, name, year) for year in view.years])


def _year(view: View, name: str, year: int) -> list[Cell]:
    found = reviews.review(view.data, view.territory, year)
    goal = support.target(view.data, view.territory, name, year)
    number = support.target_decision(view.data, view.territory, name, year) if goal.known else ""
    rate = reviews.rate_of(view.data, found, name)
    return [year_cell(view, year), rate, element(view, goal), safe(number or "—")]
