"""Hamlets -> their slides: all of them in two years, and the story of one. Counts, and no cause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dashboard.deck import charts
from dashboard.deck.slide import Made, Slide
from dashboard.explain import FEW, Sentence
from dashboard.measure import gaps
from dashboard.measure.hamlets import HamletFigures, hamlets
from dashboard.view import View

MOST_HAMLETS = 12  # on one screen


def by_hamlet(view: View) -> Made:
    """The poor households of each hamlet, the year before and now, in the office's order."""
    found = hamlets(view.data, view.territory, view.year) if view.year else ()
    known = [h for h in found if h.poor.known]
    if not known:
        return view.say("reason.no_review")
    most = max(known, key=lambda h: h.poor.value or 0)
    values = {
        "number": len(known), "fewer": sum((h.change.value or 0) <= -FEW for h in known),
        "name": most.hamlet.name, "most": most.poor, "year": view.year, "before": view.year - 1,
    }  # fmt: skip
    compared = any(h.change.known for h in known)
    title = Sentence("hamlets.answer" if compared else "hamlets.answer_first", values)
    lines = _missing(view)
    return tuple(
        Slide("hamlets", title, lines=lines, chart=charts.two_years(view, [h.hamlet for h in part]))
        for part in _screens(known)
    )


def _missing(view: View) -> tuple[Sentence, ...]:
    """How many hamlets have not reported."""
    at = (view.data, view.territory)
    found = gaps.unreviewed(*at, view.year)
    number = gaps.hamlets_counted(*at, "hamlets_without_review", str(view.year), found)
    values = {"missing": number, "year": view.year}
    return (Sentence("hamlets.missing", values),) if found else ()


def _screens(found: Sequence[HamletFigures]) -> Iterator[Sequence[HamletFigures]]:
    """As few screens as hold them, each about as full as the others."""
    screens = -(-len(found) // MOST_HAMLETS)
    size = -(-len(found) // screens)
    return (found[at : at + size] for at in range(0, len(found), size))


def story(view: View) -> Made:
    """The hamlet whose poor households fell most, as counts. No cause is claimed."""
    found = hamlets(view.data, view.territory, view.year) if view.year else ()
    fell = [h for h in found if (h.change.value or 0) <= -FEW and h.exits.known]
    if not fell:
        return view.say("slide.no_story")
    return (_told(view, min(fell, key=lambda h: h.change.value or 0)),)


def _told(view: View, one: HamletFigures) -> Slide:
    before = charts.poor_of(view, one.hamlet, view.year - 1)
    values = {"place": one.hamlet.name, "year": view.year, "before": view.year - 1}
    title = Sentence("slide.story", values | {"start": before, "now": one.poor})
    lines = [Sentence("slide.story_exits", {"exits": one.exits, "relapsed": one.relapsed})]
    if one.works.known and one.projects.known:
        lines.append(Sentence("slide.story_works", {"works": one.works, "projects": one.projects}))
    lines.append(Sentence("slide.no_cause"))
    return Slide("story", title, (), charts.through_the_years(view, one.hamlet), tuple(lines))
