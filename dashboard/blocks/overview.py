"""The overview: the answer and the cards."""

from __future__ import annotations

from functools import lru_cache

from dashboard import explain
from dashboard.blocks.base import answer, card, cards, delta, element, fill, sentence
from dashboard.blocks.going import go
from dashboard.measure import changes, flows, livelihoods, money, reviews, support
from dashboard.measure.figure import Figure
from dashboard.view import View
from dashboard.words import part_of_whole, safe


@lru_cache(maxsize=256)
def headline(view: View) -> str:
    """One sentence: where the rate stands, since when, against which target."""
    found = explain.headline(view.data, view.territory, view.year)
    values = dict(found.values)
    if "reason" in values:
        values["reason"] = view.say(f"reason.{values['reason']}")
    text = sentence(view, found.key, **values)
    for doubt in explain.doubts(view.data, view.territory, view.year):
        text += " " + sentence(view, doubt.key, **doubt.values)
    return answer(text)


#: Which lists hold the households of a rate.
_LISTS = {"poverty_rate": "poor", "near_poverty_rate": "near_poor", "multidimensional_rate": ""}


@lru_cache(maxsize=256)
def rates(view: View) -> str:
    """Three rates with n/N, change in points and households, target."""
    return cards(_rate_card(view, name) for name in reviews.RATES)


def _rate_card(view: View, name: str) -> str:
    found = reviews.rate_of(view.data, reviews.review(view.data, view.territory, view.year), name)
    parts = sentence(view, "card.parts", parts=part_of_whole(view.language, found))
    lines = [parts + go(view, found, status=_LISTS[name])]
    lines += [_change(view, name), _goal(view, name)]
    return card(view, view.indicator(name), found, lines, "main")


def _change(view: View, name: str) -> str:
    """Points and households since the year before, or why there is no comparison."""
    points = changes.rate_change(view.data, view.territory, view.year, name)
    households = changes.part_change(view.data, view.territory, view.year, name)
    before = str(view.year - 1)
    if not (points.known and households.known):
        reason = safe(view.say(f"reason.{points.reason or households.reason}"))
        return fill(view, "card.no_change", year=before, reason=reason)
    return fill(
        view,
        "card.change",
        year=before,
        points=delta(view, points),
        households=delta(view, households),
    )


def _goal(view: View, name: str) -> str:
    goal = support.target(view.data, view.territory, name, view.year)
    if not goal.known:
        return fill(view, "card.no_target", reason=safe(view.say(f"reason.{goal.reason}")))
    number = support.target_decision(view.data, view.territory, name, view.year)
    return fill(view, "card.target", target=element(view, goal), decision=safe(number or "—"))


@lru_cache(maxsize=256)
def figures(view: View) -> str:
    """Gross exits beside net fall; works, projects, the community group, credit."""
    return cards((*_movement(view), *_programmes(view)))


def _movement(view: View) -> tuple[str, ...]:
    data, territory, year = view.data, view.territory, view.year
    moved = flows.movement(data, territory, year, "poor")
    exits = flows.gross_exits(moved, territory.code, year)
    fall = flows.net_fall(moved, territory.code, year)
    into = ends = ""
    if exits.known:
        names = {"back": "from_other_group", "relapsed": "relapsed", "new": "new"}
        into = _columns(view, "card.entries", moved.figures, names)
    if fall.known:
        names = {"opening": "opening", "closing": "closing"}
        ends = _columns(view, "card.opening_closing", moved.figures, names)
    return (
        card(view, view.indicator("gross_exits"), exits, [into], "main"),
        card(view, view.indicator("net_fall"), fall, [ends, _summary(view)], "main"),
    )


def _summary(view: View) -> str:
    """What the summary form counts, where the movement form closes with another number."""
    gap = flows.closing_gap(view.data, view.territory, view.year, "poor")
    return sentence(view, "card.summary_differs", summary=gap.of[1]) if gap.value else ""


def _columns(view: View, key: str, figures: dict[str, Figure], names: dict[str, str]) -> str:
    return sentence(view, key, **{value: figures[column] for value, column in names.items()})


def _own_parts(view: View, found: livelihoods.Outcomes) -> str:
    """What the rate is taken over, where that is not what is said beside it: outcomes are unknown."""
    rate = found.exit_rate
    if not rate.whole or (rate.part, rate.whole) == (found.exits.value, found.households.value):
        return ""
    return sentence(view, "card.parts", parts=part_of_whole(view.language, rate))


def _programmes(view: View) -> tuple[str, ...]:
    works = money.programme(view.data, view.territory, "infrastructure")
    projects = money.programme(view.data, view.territory, "livelihood")
    outcomes, _ = livelihoods.all_projects(view.data, view.territory)
    group = livelihoods.group(view.data, view.territory)
    owed = support.credit(view.data, view.territory, view.today)
    spent = sentence(
        view,
        "card.works",
        disbursed=works.disbursed,
        planned=works.planned,
        approved=works.approved,
    )
    helped = sentence(view, "card.projects", disbursed=projects.disbursed, exits=outcomes.exits)
    left = sentence(view, "card.group", exits=group.exits, households=group.households)
    lent = sentence(view, "card.credit", due=owed.due, outstanding=owed.outstanding)
    until = sentence(view, "card.as_of", day=owed.day) if owed.day else ""
    overdue = "warn" if owed.overdue.value else ""
    return (
        card(view, view.say("card.works_title", number=works.number), works.disbursement, [spent]),
        card(view, view.say("card.projects_title", number=projects.number),
             outcomes.households, [helped]),
        card(view, view.say("card.group_title"), group.exit_rate, [left, _own_parts(view, group)]),
        card(view, view.say("card.credit_title"), owed.overdue, [lent, until], overdue),
    )  # fmt: skip
