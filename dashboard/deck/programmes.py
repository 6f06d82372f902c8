"""Works and livelihood projects -> their slides: money beside its plan, households and their outcome."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.deck import charts
from dashboard.deck.slide import Made, Slide
from dashboard.explain import Sentence
from dashboard.measure import money
from dashboard.measure.livelihoods import Outcomes, all_projects, group
from dashboard.measure.money import Programme, Project
from dashboard.measure.work_states import work_states
from dashboard.view import View

MOST_WORKS = 8


def works(view: View) -> Made:
    """What was disbursed of the plan of each work, the largest gap first."""
    whole = money.programme(view.data, view.territory, "infrastructure")
    if not whole.number.known:
        return view.say("reason.no_register")
    found = sorted(money.projects(view.data, view.territory, "infrastructure"), key=_by_gap)
    unmatched = sum(p.planned.known != p.disbursed.known for p in found)
    title = _title(whole, unmatched)
    lines = [*_state(view), Sentence("slide.works_note")]
    if unmatched:
        lines.insert(0, Sentence("slide.works_unmatched", {"unmatched": unmatched}))
    if title.key != "slide.works" and whole.approved.known:
        lines.insert(0, Sentence("slide.works_approved", {"approved": whole.approved}))
    if rest := found[MOST_WORKS:]:
        key = "slide.works_more" if all(_is_clear(p) for p in rest) else "slide.works_more_unknown"
        lines.append(Sentence(key, {"number": len(rest)}))
    return (Slide("works", title, (), charts.spent(view, found[:MOST_WORKS]), tuple(lines)),)


def _state(view: View) -> list[Sentence]:
    """How far the works are in the field; nothing where the register says it of none."""
    found = dict(work_states(view.data, view.territory))
    rest = found.pop("other")
    if not any(state.value for state in found.values()):
        return []
    if rest.value:
        return [Sentence("slide.works_state_other", found | {"other": rest})]
    return [Sentence("slide.works_state", found)]


def _title(whole: Programme, unmatched: int) -> Sentence:
    """The sums as far as they are known; one over the other only where both are of the same works."""
    values = {"number": whole.number}
    if not whole.disbursed.known:
        return Sentence("slide.works_only", values)
    values |= {"disbursed": whole.disbursed}
    if unmatched or not whole.planned.known:
        return Sentence("slide.works_spent", values)
    values |= {"planned": whole.planned}
    if not whole.approved.known:
        return Sentence("slide.works_planned", values)
    return Sentence("slide.works", values | {"approved": whole.approved})


def _by_gap(project: Project) -> tuple[bool, int]:
    return not _is_clear(project), -project.gap


def _is_clear(project: Project) -> bool:
    """Whether it is known how much of the plan was not disbursed."""
    return project.planned.known and project.disbursed.known


def livelihoods(view: View) -> Made:
    """What became of the community group, else of the households of the projects."""
    mine, (projects, _) = group(view.data, view.territory), all_projects(view.data, view.territory)
    whole = money.programme(view.data, view.territory, "livelihood")
    values = {"number": whole.number, "households": projects.households, "exits": projects.exits}
    spent = {"disbursed": whole.disbursed}
    after = [Sentence("slide.not_effect")]
    if mine.exits.known:
        said = {"exits": mine.exits, "households": mine.households}
        both = projects.exits.known and whole.number.known
        lines = [Sentence("slide.projects", values | spent)] if both else []
        return _slide(view, Sentence("slide.group", said), mine, "group", lines + after)
    if not (projects.exits.known and whole.number.known):
        found = mine.exits if mine.households.known else projects.exits
        return view.say(f"reason.{found.reason or 'no_list'}")
    lines = [Sentence("slide.projects_spent", spent)] if whole.disbursed.known else []
    title = Sentence("slide.projects_alone", values)
    return _slide(view, title, projects, "livelihood", lines + after)


def _slide(
    view: View, title: Sentence, found: Outcomes, name: str, lines: Sequence[Sentence]
) -> Made:
    """The households of a set as squares, by what became of them."""
    alt = "slide.alt_squares" if name == "group" else "slide.alt_squares_projects"
    chart = charts.outcomes(view, found, view.say(f"origin.{name}"), view.say(alt))
    return (Slide("livelihoods", title, (), chart, tuple(lines)),)
