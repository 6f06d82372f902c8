"""A build -> its alerts by their key, with the day that due and late are judged by."""

from __future__ import annotations

from dashboard.alerts import Alert, alerts
from dashboard.blocks.base import sentence
from dashboard.view import View
from dashboard.words import DEFAULT, say

__all__ = ["Alert", "in_words", "noticed", "sentence_of"]


def noticed(view: View) -> dict[str, Alert]:
    """The alerts of a view, the worst first; two on the same thing are told apart by a number."""
    found: dict[str, Alert] = {}
    for alert in alerts(view.data, view.territory, view.year, view.today):
        key, number = alert.key, 2
        while key in found:
            key, number = f"{alert.key}#{number}", number + 1
        found[key] = alert
    return found


def in_words(alert: Alert, language: str = DEFAULT) -> str:
    """An alert as one line of text."""
    return say(language, f"alert.{alert.rule}", **alert.values)


def sentence_of(view: View, alert: Alert) -> str:
    """An alert as HTML, its figures ready to be clicked on."""
    return sentence(view, f"alert.{alert.rule}", **alert.values)
