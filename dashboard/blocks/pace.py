"""Pace: what should be disbursed by now, what is, and the band, work by work."""

from __future__ import annotations

from functools import lru_cache

from catalog.warnings import thresholds
from dashboard.blocks.base import Cell, element, note, sentence, table
from dashboard.measure import money
from dashboard.measure.pace import Pace, paces
from dashboard.view import View
from dashboard.words import safe

COLUMNS = ("name", "expected", "disbursed", "rate", "gap", "band")


def pace_of(view: View, kind: str, code: str = "") -> Pace | None:
    """The pace of a work or project, or of all; None when no date is known."""
    if view.today is None:
        return None
    return paces(view.data, view.territory, kind, view.today).get(code)


@lru_cache(maxsize=256)
def by_now(view: View, kind: str) -> str:
    """Where spending should be by now, in one sentence; why it cannot be said, where it cannot."""
    pace = pace_of(view, kind)
    if pace is None:
        return ""
    if pace.reason == "spent_later":
        values = {"expected": pace.expected, "disbursed": pace.spent, "money": pace.spent.as_of}
        return _told(sentence(view, "pace.later", day=view.today, **values))
    if not pace.band:
        reason = view.say(f"reason.{pace.reason}")
        return _told(sentence(view, "pace.unknown", day=view.today, reason=reason))
    text = sentence(
        view, f"pace.{pace.band}", day=view.today, expected=pace.expected, disbursed=pace.spent,
        rate=pace.rate, gap=pace.gap,
    )  # fmt: skip
    return _told(text)


def _told(text: str) -> str:
    return f'<div class="th"><p class="th-told">{text}</p></div>'


@lru_cache(maxsize=256)
def pace_table(view: View, kind: str) -> str:
    """Every work or project and all of them: due by now, disbursed, band; and how it is reckoned."""
    if view.today is None:
        return ""
    found = paces(view.data, view.territory, kind, view.today)
    rows = [
        _line(view, safe(p.row["name"]), found[p.code])
        for p in money.projects(view.data, view.territory, kind)
    ]
    rows.append(_line(view, safe(view.say("common.total")), found[""]))
    heads = [view.say(f"pace.col_{name}") for name in COLUMNS]
    caption = view.say("pace.title", day=view.today)
    return table(view, caption, heads, rows, last=True) + note(" ".join(_notes(view, kind)))


def _line(view: View, name: str, pace: Pace) -> list[Cell]:
    behind = pace.gap.value is None or pace.gap.value > 0
    gap = element(view, pace.gap, "" if behind else view.say("pace.no_gap"))
    return [name, pace.expected, pace.spent, element(view, pace.rate), gap, band(view, pace)]


def band(view: View, pace: Pace) -> str:
    """The band in words, or why there is none."""
    if not pace.band:
        return f"— {safe(view.say(f'reason.{pace.reason}'))}"
    return f'<span class="th-band {pace.band}">{safe(view.say(f"pace.band_{pace.band}"))}</span>'


def _notes(view: View, kind: str) -> list[str]:
    """How it is reckoned; and the date of the money, when it is another than the day."""
    said = [safe(view.say("pace.how", **thresholds()))]
    day = money.as_of(view.data, kind)
    if day is not None and day != view.today:
        said.append(safe(view.say("pace.other_day", money=day, day=view.today)))
    return said
