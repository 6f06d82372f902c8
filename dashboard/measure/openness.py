"""One year -> what each hamlet lacks so that people know and can check."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from catalog.warnings import whole
from dashboard.data import Data
from dashboard.measure import officers
from dashboard.measure.as_of import late
from dashboard.measure.events import by_channel, events
from dashboard.measure.figure import Figure, count
from dashboard.measure.gaps import hamlets_counted
from dashboard.measure.postings import posted
from dashboard.measure.supervision import checks
from dashboard.measure.support import information_access, target
from dashboard.measure.terms import rows_counted
from dashboard.measure.territory import Hamlet, Territory

RATE = "information_access_rate"


@dataclass(frozen=True)
class Lack:
    """Whether a hamlet lacks something; None when it is not known, and then `reason` says why."""

    lacks: bool | None
    reason: str = ""


@dataclass(frozen=True)
class HamletGaps:
    """What a hamlet lacks, by kind, and how many kinds of it there are."""

    hamlet: Hamlet
    lacks: dict[str, Lack]
    gaps: Figure


def _lack(found: Figure) -> Lack:
    return Lack(None, found.reason) if found.value is None else Lack(found.value == 0)


def _no_event(data: Data, at: Territory, year: int, hamlet: Hamlet, today: date) -> Lack:
    return _lack(events(data, at, year, hamlet.code, today=today).events)


def _no_posting(data: Data, at: Territory, year: int, hamlet: Hamlet, today: date) -> Lack:
    return _lack(posted(data, at, year, hamlet.code, today).postings)


def _short_posting(data: Data, at: Territory, year: int, hamlet: Hamlet, today: date) -> Lack:
    found = posted(data, at, year, hamlet.code, today).days
    if found.value is None:  # without a posting nothing hung too shortly: that is a gap of its own
        return Lack(False) if found.reason == "not_posted" else Lack(None, found.reason)
    return Lack(found.value < whole("days", "posted"))


def _no_check(data: Data, at: Territory, year: int, hamlet: Hamlet, today: date) -> Lack:
    return _lack(checks(data, at, year, hamlet.code, today=today).checks)


def _no_officer(data: Data, at: Territory, _: int, hamlet: Hamlet, today: date) -> Lack:
    why = officers.silence(data, at, today)
    return Lack(None, why) if why else Lack(officers.is_unassigned(data, hamlet, today))


def _low_access(data: Data, at: Territory, year: int, hamlet: Hamlet, _: date) -> Lack:
    found, goal = information_access(data, at, year, hamlet.code), goal_of(data, at, year, hamlet)
    if found.value is None or goal.value is None:
        return Lack(None, found.reason or goal.reason)
    return Lack(found.value < goal.value)


def goal_of(data: Data, territory: Territory, year: int, hamlet: Hamlet) -> Figure:
    """The target of information access that a hamlet is held to: its own, else the commune's."""
    own = target(data, territory, RATE, year, hamlet.code)
    return own if own.known else target(data, territory, RATE, year)


#: What a hamlet may lack, in the order of the page.
KINDS: dict[str, Callable[[Data, Territory, int, Hamlet, date], Lack]] = {
    "gap.event": _no_event,
    "gap.posting": _no_posting,
    "gap.short": _short_posting,
    "gap.check": _no_check,
    "gap.officer": _no_officer,
    "gap.access": _low_access,
}


@lru_cache(maxsize=256)
def hamlet_gaps(data: Data, territory: Territory, year: int, today: date) -> tuple[HamletGaps, ...]:
    """The gaps of every hamlet in the office's order; on a day, for an officer is in charge on a day."""
    return tuple(_of_hamlet(data, territory, year, today, h) for h in territory.hamlets)


def _of_hamlet(
    data: Data, territory: Territory, year: int, today: date, hamlet: Hamlet
) -> HamletGaps:
    lacks = {name: judge(data, territory, year, hamlet, today) for name, judge in KINDS.items()}
    known = [lack for lack in lacks.values() if lack.lacks is not None]
    number = sum(bool(lack.lacks) for lack in known)
    places = [r for r in data.rows("place") if r["place_code"] == hamlet.code and not r["valid_to"]]
    terms = rows_counted(data, places, "name") * number  # what is not there has no cell of its own
    key = f"openness_gaps/{hamlet.code}/{year}{late(data, today)}"
    value = number if known else None
    gaps = count(key, value, reason="not_judged", as_of=today, terms=terms)
    return HamletGaps(hamlet, lacks, gaps)


@lru_cache(maxsize=256)
def lacking(data: Data, territory: Territory, year: int, today: date, kind: str) -> Figure:
    """How many hamlets lack something; None where of none it is known."""
    found = hamlet_gaps(data, territory, year, today)
    number = hamlets_counted(
        data, territory, "hamlets_lacking", f"{year}/{kind}{late(data, today)}",
        tuple(one.hamlet for one in found if one.lacks[kind].lacks),
    )  # fmt: skip
    reasons = [one.lacks[kind].reason for one in found if one.lacks[kind].lacks is None]
    if len(reasons) == len(found):
        why = max(reasons, key=reasons.count, default="not_judged")
        return count(number.key, None, reason=why, as_of=today)
    return replace(number, as_of=today)


def of_year(data: Data, territory: Territory, year: int, today: date) -> Iterator[object]:
    """What was done in a year so that people know and can check: of the commune, then of each hamlet."""
    yield by_channel(data, territory, year, today)
    for code in ("", *(hamlet.code for hamlet in territory.hamlets)):
        yield events(data, territory, year, code, today=today)
        yield posted(data, territory, year, code, today)
        yield checks(data, territory, year, code, today=today)
    yield [lacking(data, territory, year, today, kind) for kind in KINDS]
    yield [one.gaps for one in hamlet_gaps(data, territory, year, today)]
