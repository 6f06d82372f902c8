"""Do people know, and can they check? The answer, the gaps by hamlet, access to information, officers."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from catalog import indicators
from catalog.warnings import whole
from dashboard.blocks.base import Cell, answer, element, empty, note, sentence, table, told
from dashboard.measure import events, officers, openness, postings, supervision, support
from dashboard.measure.figure import Figure
from dashboard.measure.openness import RATE, HamletGaps
from dashboard.measure.press import fact, published_figure
from dashboard.view import View
from dashboard.words import part_of_whole, printed, safe, show

ORDERS = ("gaps", "office")


def _today(view: View) -> date:
    return view.today or date(view.year, 12, 31)


def lacking(view: View, kind: str) -> Figure:
    """How many hamlets lack something in the year, on the day that is looked at."""
    return openness.lacking(view.data, view.territory, view.year, _today(view), kind)


@lru_cache(maxsize=256)
def headline(view: View) -> str:
    """Who has access to information, whether the result was posted, who checked: as far as it is known."""
    said = [*_know(view), *_check(view)]
    if not said:
        return empty(sentence(view, "inform.nothing", year=view.year))
    return answer(" ".join(said[:2])) + told([*said[2:], *_unknown(view)])


def _know(view: View) -> list[str]:
    found = support.information_access(view.data, view.territory, view.year)
    goal = support.target(view.data, view.territory, RATE, view.year)
    said = []
    if found.value is not None:
        met = "met" if found.value >= (goal.value or 0) else "missed"
        met = met if goal.known else "alone"
        values = {"rate": found, "parts": part_of_whole(view.language, found), "target": goal}
        said.append(sentence(view, f"inform.access_{met}", year=view.year, **values))
    return said


def _check(view: View) -> list[str]:
    """Posting, then events, then checks: each only where its list speaks of the year."""
    posted, held, checked = _on_record(view)
    said = []
    if posted.postings.known:
        missing, text = lacking(view, "gap.posting"), "inform.posted"
        text = text if missing.known and not missing.value else "inform.posted_missing"
        said.append(
            sentence(view, text, missing=missing, year=view.year) + _complaints(view, posted)
        )
    if held.events.known:
        silent = lacking(view, "gap.event")
        text = "inform.events_silent" if silent.value else "inform.events"
        said.append(sentence(view, text, events=held.events, silent=silent, year=view.year))
    if checked.wrong.known and checked.mended.known and checked.checks.value:
        text = "inform.checked" if checked.wrong.value else "inform.checked_fine"
        said.append(sentence(view, text, checks=checked.checks, checked=checked.checked,
                             wrong=checked.wrong, mended=checked.mended))  # fmt: skip
    return said


def _on_record(view: View) -> tuple[postings.Posted, events.Events, supervision.Checks]:
    """What the three lists say of the year in the commune, by the day that is looked at."""
    at = (view.data, view.territory, view.year)
    return (
        postings.posted(*at, today=view.today),
        events.events(*at, today=view.today),
        supervision.checks(*at, today=view.today),
    )


def _complaints(view: View, found: postings.Posted) -> str:
    if not (found.complaints.known and found.answered.known):
        return ""
    text = "inform.complaints" if found.complaints.value else "inform.no_complaints"
    return " " + sentence(view, text, complaints=found.complaints, answered=found.answered)


def _unknown(view: View) -> list[str]:
    """What cannot be answered for the year, each with its reason."""
    posted, held, checked = _on_record(view)
    found = {
        "inform.access_unknown": support.information_access(view.data, view.territory, view.year),
        "inform.posted_unknown": posted.postings,
        "inform.events_unknown": held.events,
        "inform.checks_unknown": checked.checks,
    }
    return [
        sentence(view, key, year=view.year, reason=view.say(f"reason.{figure.reason}"))
        for key, figure in found.items()
        if not figure.known
    ]


@lru_cache(maxsize=256)
def gap_table(view: View, order: str) -> str:
    """What each hamlet lacks, most gaps first or in the office's order; below, how many lack it."""
    found = list(openness.hamlet_gaps(view.data, view.territory, view.year, _today(view)))
    if order == "gaps":
        found.sort(key=lambda one: -(one.gaps.value or 0))
    heads = [view.say("hamlets.col_name"), view.say("inform.col_gaps")]
    heads += [view.say(kind, days=whole("days", "posted")) for kind in openness.KINDS]
    rows: list[list[Cell]] = [_gaps(view, one) for one in found]
    rows.append([safe(view.say("inform.hamlets_lacking")), "",
                 *(lacking(view, kind) for kind in openness.KINDS)])  # fmt: skip
    title = view.say("inform.gaps", year=view.year, day=_today(view))
    return table(view, title, heads, rows, last=True) + note(safe(view.say("inform.gaps_note")))


def _gaps(view: View, one: HamletGaps) -> list[Cell]:
    return [safe(one.hamlet.name), one.gaps, *(_lack(view, lack) for lack in one.lacks.values())]


def _lack(view: View, lack: openness.Lack) -> str:
    if lack.lacks is None:
        return f'<small class="th-wrap">— {safe(view.say(f"reason.{lack.reason}"))}</small>'
    text = safe(view.say("inform.lacks" if lack.lacks else "inform.has"))
    return f'<b class="th-late">{text}</b>' if lack.lacks else f"<small>{text}</small>"


@lru_cache(maxsize=256)
def access_table(view: View) -> str:
    """Households with full access to information, by hamlet and year; what the press said beside."""
    rows_known = view.data.rows("information_access")
    years = sorted({r["year"] for r in rows_known if view.territory.hamlet(r["hamlet_code"])})
    if not years:
        return empty(safe(view.say("inform.no_access")))
    heads = [view.say("hamlets.col_name"), *map(str, years)]
    places = [*((h.code, h.name) for h in view.territory.hamlets), ("", view.territory.name)]
    rows: list[list[Cell]] = [
        [safe(name), *(_access(view, year, code) for year in years)] for code, name in places
    ]
    formula = indicators.formula(RATE, view.language)
    lines = [safe(view.say("inform.definition", formula=formula)), *_published(view, years)]
    shown = table(view, view.say("inform.access_table"), heads, rows, last=True)
    return shown + note("<br>".join(lines))


def _access(view: View, year: int, code: str) -> Figure:
    return support.information_access(view.data, view.territory, year, code)


def _published(view: View, years: list[int]) -> list[str]:
    """What a newspaper said of a year, with its qualifier, beside the figure of the tables."""
    said = []
    for year in years:
        row = fact(view.data, view.territory, f"information_access_{year}")
        if row:
            paper = published_figure(row)
            text = element(view, paper, printed(view.language, paper))
            ours = sentence(view, "inform.ours", rate=_access(view, year, ""), year=year)
            said.append(f"{safe(view.say('inform.press', year=year))} {text}. {ours}")
    return said


@lru_cache(maxsize=256)
def officer_table(view: View) -> str:
    """Who was in charge of each hamlet and when, the times in which nobody was set off."""
    if officers.silence(view.data, view.territory, _today(view)) == "no_officer_list":
        return empty(safe(view.say("inform.no_officers")))
    heads = [view.say("hamlets.col_name"), view.say("inform.col_officers")]
    rows: list[list[Cell]] = [
        [safe(h.name), _charges(view, officers.charges(view.data, h, _today(view)))]
        for h in view.territory.hamlets
    ]
    return table(view, view.say("inform.officers", day=_today(view)), heads, rows)


def _charges(view: View, found: tuple[officers.Charge, ...]) -> str:
    if not found:
        return f'<span class="th-late">{safe(view.say("inform.never"))}</span>'
    return "<br>".join(_charge(view, one) for one in found)


def _charge(view: View, one: officers.Charge) -> str:
    since = show(view.language, one.since)
    until = show(view.language, one.until) if one.until else view.say("inform.goes_on")
    dates = safe(view.say("inform.from_to", since=since, until=until))
    if not one.name:
        return f'<span class="th-late">{dates}: {safe(view.say("inform.nobody"))}</span>'
    return f"{dates}: {safe(', '.join(part for part in (one.name, one.role) if part))}"
