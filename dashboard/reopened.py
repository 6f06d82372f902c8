"""A frozen meeting -> its state as it was, from its build; the data of today -> a state like it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dashboard import load
from dashboard.measure.everything import every_figure
from dashboard.measure.figure import Figure, Unit
from dashboard.minutes import Agenda, Frozen, Meeting, Office
from dashboard.noticed import Alert, in_words, noticed
from dashboard.view import View, view_of

Said = tuple[str, Alert | None]  # an alert in words, and itself where its build is there


@dataclass(frozen=True, eq=False)
class State:
    """What a committee looks at: the live data, or a frozen meeting. Told apart by identity.

    `view` shows its build; None when that is gone, damaged or of another version: then the figures are
    those that were written down. `drifted` counts the figures that this program computes otherwise.
    """

    agenda: Agenda
    view: View | None
    figures: Mapping[str, Figure]
    alerts: Mapping[str, Said]
    meeting: Meeting | None = None
    drifted: int = 0


def office_of(view: View) -> Office:
    """Whose minutes are kept of what a view shows."""
    return Office(view.territory.code, view.data.illustrative)


@lru_cache(maxsize=64)
def live(view: View, held_on: date, title: str = "") -> State:
    """The state of the data that a view shows."""
    agenda = Agenda(office_of(view), held_on, title, view.year, view.today, view.data.build)
    alerts: dict[str, Said] = {key: (in_words(a), a) for key, a in noticed(view).items()}
    return State(agenda, view, _figures(view), alerts)


def _figures(view: View) -> Mapping[str, Figure]:
    return every_figure(view.data, view.territory, view.year, view.today)


def reopen(frozen: Frozen, view: View) -> State:
    """The state of a meeting as it was, in the language of a view.

    A figure is that of the build, with its cells, where it says the same; else the one written down.
    """
    return _reopened(frozen, _view_of_build(frozen.meeting.agenda, view))


@lru_cache(maxsize=64)
def _reopened(frozen: Frozen, there: View | None) -> State:
    """The state in the view of its build; without one where the build is gone."""
    now = _figures(there) if there else {}
    figures = {f.key: now[f.key] if _same(f, now.get(f.key)) else f for f in frozen.figures}
    drifted = sum(not _same(f, now.get(f.key)) for f in frozen.figures) if there else 0
    known = noticed(there) if there else {}
    alerts = {key: (text, _meant(text, known.get(key))) for key, text in frozen.alerts}
    return State(frozen.meeting.agenda, there, figures, alerts, frozen.meeting, drifted)


def _view_of_build(agenda: Agenda, view: View) -> View | None:
    data = load.build_of(load.warehouse(), agenda.build)
    address = {"commune": agenda.office.commune_code, "year": str(agenda.year)}
    address |= {"asof": agenda.as_of.isoformat()} if agenda.as_of else {}
    found = view_of(data, view.language, view.dark, address)
    meant = (
        found and found.territory.code == agenda.office.commune_code and found.year == agenda.year
    )
    return found if meant else None


def _meant(text: str, alert: Alert | None) -> Alert | None:
    """The alert of a build, when it still says what was frozen."""
    return alert if alert and in_words(alert) == text else None


def _same(then: Figure, now: Figure | None) -> bool:
    return now is not None and says(then) == says(now)


def says(found: Figure) -> tuple[object, ...]:
    """What a figure tells a reader, without where it comes from.

    The standard of a rate is told beside it; of a count it only says what may be compared with it.
    """
    standard = found.standard if found.unit is Unit.RATE else None
    return (
        found.value, found.unit, found.part, found.whole, found.parts, found.as_of, standard,
        found.reason, found.bound,
    )  # fmt: skip
