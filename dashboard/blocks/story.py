"""One household: who it is, and every year's review."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from dashboard.blocks.addressed import numbered
from dashboard.blocks.base import answer
from dashboard.blocks.intake import table
from dashboard.measure.story import REGULAR, Step, Story
from dashboard.view import View
from dashboard.words import MISSING, number, safe

YEARS = ("year", "status", "members", "scores", "gained", "lost", "head", "movement", "link")


@lru_cache(maxsize=256)
def headline(view: View, found: Story) -> str:
    """Where the household stands: its last review, and who its head is."""
    last = next((step for step in reversed(found.steps) if step.row), None)
    if last is None or last.row is None:
        return answer(safe(view.say("story.nowhere")))
    values = {n: plain(view, last.row[n]) for n in ("members", "b1_score", "b2_score")}
    text = view.say("story.answer", year=last.year, status=status_of(view, last), **values)
    return answer(safe(text), safe(" · ".join(_who(view, found))))


def plain(view: View, value: float | None) -> str:
    """A number as people write it; a dash where it is not reported."""
    if value is None:
        return MISSING
    return number(view.language, value, 0 if float(value).is_integer() else 1)


def _who(view: View, found: Story) -> Iterator[str]:
    row = found.row
    home = view.territory.hamlet(row["hamlet_code"])
    yield view.say("story.hamlet", name=home.name if home else MISSING)
    born, sex = row["head_birth_year"], row["head_sex"]
    yield view.say("story.born", born=str(born) if born else MISSING)
    if sex:
        yield view.say(f"story.{sex}")
    if row.get("ethnicity"):  # a column that only those see who correct it
        yield view.say("story.ethnicity", name=row["ethnicity"])


def status_of(view: View, step: Step) -> str:
    """What a review says that a household is; that it is not known where none does."""
    return view.say(f"story.is_{step.status or 'unknown'}")


@lru_cache(maxsize=256)
def year_table(view: View, found: Story) -> str:
    """Every review: status, scores, deprivations that came and went, head, movement, how it was linked."""
    heads = [view.say(f"story.col_{name}") for name in YEARS]
    rows = [_year(view, step) for step in found.steps]
    return table(view.say("story.years"), heads, rows, "ttntttttt")


def _year(view: View, step: Step) -> list[str]:
    row = step.row or {}
    return [
        safe(_when(view, step)),
        safe(status_of(view, step)),
        numbered(view, row, "members"),
        f"{numbered(view, row, 'b1_score')} · {numbered(view, row, 'b2_score')}",
        safe(names_of(view, step.gained)),
        safe(names_of(view, step.lost)),
        safe(head_of(view, step)),
        safe(moved_of(view, step)),
        safe(view.say(f"link.{step.link['basis']}") if step.link else MISSING),
    ]


def _when(view: View, step: Step) -> str:
    if step.round != REGULAR or step.row is None:
        return str(step.year)
    return view.say("story.regular", day=step.row["review_date"] or MISSING)


def names_of(view: View, indicators: tuple[str, ...] | None) -> str:
    """Deprivations by name; `0` when there are none, a dash when it cannot be said."""
    if indicators is None:
        return MISSING
    return ", ".join(view.say(f"indicator.{name}") for name in indicators) or "0"


def head_of(view: View, step: Step) -> str:
    """Who the head is, and who it was before."""
    name = (step.head or {}).get("head_name") or MISSING
    return view.say("story.head_changed", name=name, before=step.before) if step.before else name


def moved_of(view: View, step: Step) -> str:
    """The movement that the list writes beside a household."""
    moved = (step.movement or {}).get("movement")
    return view.say(f"story.moved_{moved}") if moved else MISSING
