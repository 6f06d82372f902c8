"""Hamlets -> their slides: all of them in two years, and the story of one. Counts, and no cause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dashboard import explain
from dashboard.deck import charts
from dashboard.deck.slide import Made, Slide
from dashboard.explain import FEW, Sentence
from dashboard.measure.hamlets import HamletFigures, hamlets
from dashboard.view import View

MOST_HAMLETS = 12  # on one screen


def by_hamlet(view: View) -> Made:
    """The poor households of each hamlet, the year before and now, in the office's order."""
    told = explain.by_hamlet(view.data, view.territory, view.year)
    if not told:
        return view.say("reason.no_review")
    known = [h for h in hamlets(view.data, view.territory, view.year) if h.poor.known]
    return tuple(
        Slide(
            "hamlets", told[0], lines=told[1:],
            chart=charts.two_years(view, [h.hamlet for h in part]),
        )
        for part in _screens(known)
    )  # fmt: skip


def _screens(found: Sequence[HamletFigures]) -> Iterator[Sequence[HamletFigures]]:
    """As few screens as hold them, each about as full as the others."""
    screens = -(-len(found) // MOST_HAMLETS)
    size = -(-len(found) // screens)
    return (found[at : at + size] for at in range(0, len(found), size))


def story(view: View) -> Made:
    """The hamlet whose poor households fell most, as counts. No cause is claimed."""
    found = hamlets(view.data, view.territory, view.year) if view.year else ()
    compared = [h for h in found if h.change.value is not None]
    if not compared:
        return view.say(_alone(found))
    most = min(compared, key=lambda h: h.change.value or 0)
    if (most.change.value or 0) > -FEW:
        return view.say("slide.no_story")
    return (_told(view, most),) if most.exits.known else view.say("reason.no_movement")


def _alone(found: Sequence[HamletFigures]) -> str:
    """Why no hamlet is compared with the year before: the words key."""
    if not any(h.poor.known for h in found):
        return "reason.no_review"
    broken = any(h.change.reason == "standard_break" for h in found)
    return "reason.standard_break" if broken else "slide.no_year_before"


def _told(view: View, one: HamletFigures) -> Slide:
    before = charts.poor_of(view, one.hamlet, view.year - 1)
    values = {"place": one.hamlet.name, "year": view.year, "before": view.year - 1}
    title = Sentence("slide.story", values | {"start": before, "now": one.poor})
    lines = [Sentence("slide.story_exits", {"exits": one.exits, "relapsed": one.relapsed})]
    if one.works.known and one.projects.known:
        lines.append(Sentence("slide.story_works", {"works": one.works, "projects": one.projects}))
    lines.append(Sentence("slide.no_cause"))
    chart, whole = charts.through_the_years(view, one.hamlet)
    lines += [] if whole else [Sentence("slide.standard_break")]
    return Slide("story", title, (), chart, tuple(lines))
