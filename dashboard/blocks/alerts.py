"""Alerts: the worst open, the others folded; each with its rule and a link to its page."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from catalog.warnings import thresholds, whole
from dashboard.alerts import Alert
from dashboard.alerts import alerts as alerts_of
from dashboard.blocks.base import sentence
from dashboard.view import View
from dashboard.words import safe


@lru_cache(maxsize=256)
def alerts(view: View) -> str:
    """What to look at as of the day, worst first."""
    found = alerts_of(view.data, view.territory, view.year, view.today)
    if not found:
        return ""
    first = whole("overview", "open_alerts")
    title = safe(view.say("alert.title", number=len(found), day=view.today))
    rest = _folded(view, found[first:])
    return f'<div class="th"><h2>{title}</h2>{_list(view, found[:first])}{rest}</div>'


def _folded(view: View, found: tuple[Alert, ...]) -> str:
    if not found:
        return ""
    more = safe(view.say("alert.more", number=len(found)))
    return f"<details><summary>{more}</summary>{_list(view, found)}</details>"


def _list(view: View, found: Iterable[Alert]) -> str:
    lines = "".join(_alert(view, alert) for alert in found)
    return f'<ul class="th-alerts">{lines}</ul>'


def _alert(view: View, alert: Alert) -> str:
    text = sentence(view, f"alert.{alert.rule}", **alert.values)
    link = safe(view.link(alert.page, alert.hamlet))
    more = safe(view.say("alert.open"))
    rule = safe(rule_of(view, alert.rule))
    return f'<li>{text}<small>{rule} <a href="{link}" target="_self">{more}</a></small></li>'


def rule_of(view: View, rule: str) -> str:
    """The rule behind an alert, with the thresholds that are in force."""
    return view.say(f"rule.{rule}", **thresholds())
