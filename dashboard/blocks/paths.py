"""Paths of participants for those who may see them; how often each way was gone; who is in no project."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

from dashboard.blocks.base import Cell, answer, note, sentence, table, told
from dashboard.measure.beside import Side, cohorts
from dashboard.measure.livelihoods import sets
from dashboard.measure.paths import Path, after, paths, ways
from dashboard.view import View
from dashboard.words import safe


def both(view: View) -> tuple[tuple[str, str], ...]:
    """The two sets whose households are seen: `projects` and `group`, each with its place in keys.

    None before the first annual review: there is no year to go through.
    """
    if not view.years:
        return ()
    found = zip(("projects", "group"), sets(view.data, view.territory), strict=True)
    return tuple((name, at) for name, at in found if paths(view.data, view.territory, at))


def households(view: View) -> int:
    """How many households both sets name to whoever is looking."""
    return sum(len(paths(view.data, view.territory, at)) for _, at in both(view))


def named(view: View, noted: bool) -> tuple[tuple[str, str], ...]:
    """The two sets whose households are shown: none where it could not be noted who sees them."""
    return both(view) if noted else ()


@lru_cache(maxsize=64)
def summary(view: View, place: str) -> str:
    """Who left and was found back in a list; a note that these are not all where one sees some hamlets."""
    found = after(view.data, view.territory, place)
    if found is None:
        return note(safe(view.say("paths.own_hamlets")))
    lines = [sentence(view, "paths.followed", followed=found.followed, soon=found.back_soon)]
    lines.append(sentence(view, "paths.since", since=found.back_since))
    return told(lines)


@lru_cache(maxsize=64)
def way_table(view: View, place: str) -> str:
    """Each way through the years in colours and words, the most frequent first."""
    rows: list[list[Cell]] = [
        [_squares(view, way), figure] for way, figure in ways(view.data, view.territory, place)
    ]
    heads = [view.say("paths.way"), view.say("paths.households")]
    years = "–".join(str(year) for year in (view.years[0], view.years[-1]))
    return table(view, view.say("paths.ways", years=years), heads, rows)


def _squares(view: View, way: tuple[str, ...]) -> str:
    """A square for each review, then in words each class that it came to: `Nghèo → Cận nghèo`."""
    shown = "".join(f'<i class="th-state {state}"></i>' for state in way)
    words = [view.say(f"paths.{state}") for state, _ in groupby(way)]
    return f"{shown} {safe(' → '.join(words))}"


@lru_cache(maxsize=64)
def path_table(view: View, place: str) -> str:
    """The chart as a table: a line for each household, a column for each review."""
    heads = [view.say(f"paths.col_{name}") for name in ("name", "hamlet", "entered", "outcome")]
    heads += [str(year) for year in view.years]
    rows = [_line(view, path) for path in paths(view.data, view.territory, place)]
    return table(view, "", heads, rows)


def _line(view: View, path: Path) -> list[Cell]:
    home, row = view.territory.hamlet(path.hamlet), path.entry
    ended = view.say(f"outcome.{row['outcome'] or 'unknown'}")
    ended += f" {row['outcome_year']}" if row["outcome_year"] else ""
    return [
        safe(path.name or "—"),
        safe(home.name if home else "—"),
        safe(f"{row['project_code']} · {row['entry_year'] or '—'}"),
        safe(ended),
        *(safe(view.say(f"paths.{state}")) for state in path.way),
    ]


@lru_cache(maxsize=64)
def beside(view: View, place: str) -> str:
    """Participants beside households in no project, of the same year and class; a count, no effect."""
    found = cohorts(view.data, view.territory, place)
    if not found:
        return ""
    heads = [view.say("paths.cohort")]
    heads += [view.say(f"paths.{side}_{name}") for side in ("inside", "outside")
              for name in ("households", "left", "unknown")]  # fmt: skip
    rows: list[list[Cell]] = [
        [_cohort(view, one.year, one.status), *_side(one.inside), *_side(one.outside)]
        for one in found
    ]
    shown = table(view, view.say("paths.beside", year=view.years[-1]), heads, rows)
    return shown + note(safe(view.say("paths.beside_note")))


def _cohort(view: View, year: int, status: str) -> str:
    return safe(view.say("paths.cohort_of", year=year, status=view.say(f"status.{status}")))


def _side(side: Side) -> list[Cell]:
    return [side.households, side.exit_rate, side.unknown]


@lru_cache(maxsize=64)
def opening(view: View) -> str:
    """What stands in the paths, for whom; or that they are for entitled people only, or need a review."""
    if not view.years:
        return note(safe(view.say("common.no_reviews")))
    if not both(view):
        return note(safe(view.say("livelihoods.paths")))
    return answer(safe(view.say("paths.answer")), safe(view.say("paths.note")))
