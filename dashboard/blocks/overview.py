"""The overview: the answer, the alerts, the cards."""

from __future__ import annotations

from dashboard import explain
from dashboard.blocks.base import answer, card, cards, delta, element, sentence
from dashboard.measure import livelihoods, money, poverty, support
from dashboard.measure.figure import Figure
from dashboard.view import View
from dashboard.words import part_of_whole, safe

TARGETS = {
    "poverty_rate": "poverty_rate",
    "near_poverty_rate": "near_poverty_rate",
    "multidimensional_rate": "multidimensional_rate",
}


def headline(view: View) -> str:
    """One sentence: where the rate stands, since when, against which target."""
    found = explain.headline(view.data, view.territory, view.year)
    values = dict(found.values)
    if "reason" in values:
        values["reason"] = view.say(f"reason.{values['reason']}")
    return answer(sentence(view, found.key, **values))


def alerts(view: View) -> str:
    """What to look at, worst first, each with its rule and a link to its page."""
    found = explain.alerts(view.data, view.territory, view.year)
    if not found:
        return ""
    title = safe(view.say("alert.title", number=len(found)))
    lines = "".join(_alert(view, alert) for alert in found)
    return f'<div class="th"><h2>{title}</h2><ul class="th-alerts">{lines}</ul></div>'


def _alert(view: View, alert: explain.Alert) -> str:
    text = sentence(view, f"alert.{alert.rule}", **alert.values)
    rule = safe(view.say(f"rule.{alert.rule}"))
    place = f"&hamlet={safe(alert.hamlet)}" if alert.hamlet else ""
    link = f"/{alert.page}?lang={view.language}&year={view.year}{place}"
    more = safe(view.say("alert.open"))
    return f'<li>{text}<small>{rule} <a href="{link}" target="_self">{more}</a></small></li>'


def rates(view: View) -> str:
    """Three rates with n/N, change in points and households, target."""
    return cards(_rate_card(view, name) for name in TARGETS)


def _rate_card(view: View, name: str) -> str:
    data, territory, year = view.data, view.territory, view.year
    found = poverty.rate_of(data, poverty.review(data, territory, year), name)
    points = poverty.rate_change(data, territory, year, name)
    lines = [sentence(view, "card.parts", parts=part_of_whole(view.language, found))]
    if points.known:
        values = {"year": year - 1, "points": delta(view, points)}
        lines.append(_fill(view, "card.change", **values))
    goal = support.target(data, territory, TARGETS[name], year)
    lines.append(_goal(view, name, goal))
    return card(view, view.say(f"indicator.{name}"), found, lines, "main")


def _fill(view: View, key: str, **values: object) -> str:
    """A template whose values are elements already."""
    from dashboard.words import texts

    return safe(texts(view.language)[key]).format(**values)


def _goal(view: View, name: str, goal: Figure) -> str:
    if not goal.known:
        return ""
    number = support.target_decision(view.data, view.territory, TARGETS[name], view.year)
    return _fill(view, "card.target", target=element(view, goal), decision=safe(number or "—"))


def movement(view: View) -> str:
    """Gross exits beside net fall, and the households behind them."""
    data, territory, year = view.data, view.territory, view.year
    moved = poverty.movement(data, territory, year, "poor")
    exits = poverty.gross_exits(moved, territory.code, year)
    fall = poverty.net_fall(moved, territory.code, year)
    entered = [moved.figures[n] for n in ("from_other_group", "relapsed", "new")]
    into = sentence(
        view, "card.entries", back=entered[0], relapsed=entered[1], new=entered[2]
    )
    ends = sentence(
        view, "card.opening_closing", opening=moved.figures["opening"], closing=moved.figures["closing"]
    )
    return cards(
        (
            card(view, view.say("indicator.gross_exits", year=year), exits, [into], "main"),
            card(view, view.say("indicator.net_fall", year=year), fall, [ends], "main"),
            *_programmes(view),
        )
    )


def _programmes(view: View) -> tuple[str, ...]:
    works = money.programme(view.data, view.territory, "infrastructure")
    outcomes, _ = livelihoods.all_projects(view.data, view.territory)
    group = livelihoods.group(view.data, view.territory)
    projects = money.programme(view.data, view.territory, "livelihood")
    owed = support.credit(view.data, view.territory)
    spent = sentence(
        view, "card.works", disbursed=works.disbursed, planned=works.planned, approved=works.approved
    )
    helped = sentence(view, "card.livelihoods", households=outcomes.households, projects=projects.number)
    lent = sentence(view, "card.credit", due=owed.due, outstanding=owed.outstanding)
    return (
        card(view, view.say("card.works_title", number=works.number), works.disbursement, [spent]),
        card(view, view.say("card.group_title"), group.exit_rate,
             [sentence(view, "card.group", exits=group.exits, households=group.households), helped]),
        card(view, view.say("card.credit_title"), owed.overdue, [lent],
             "warn" if owed.overdue.value else ""),
    )  # fmt: skip
