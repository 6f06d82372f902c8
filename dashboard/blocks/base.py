"""Figure -> element; cards and tables made of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from catalog import indicators
from dashboard.counted import counted
from dashboard.drawn import mark
from dashboard.measure.figure import Figure, Unit
from dashboard.measure.terms import Source
from dashboard.view import View
from dashboard.words import figure as written
from dashboard.words import named, part_of_whole, safe, signed, texts

Cell = str | Figure | None
MANY_CELLS = 6


def sources(found: Figure) -> str:
    """The cells of a figure, a line for each sheet."""
    return "\n".join(source_line(source) for source in found.sources)


def source_line(source: Source) -> str:
    """`file · sheet · C14, C15 … (+7)`."""
    shown = ", ".join(source.cells[:MANY_CELLS])
    more = len(source.cells) - MANY_CELLS
    tail = f" … (+{more})" if more > 0 else ""
    return f"{source.file} · {source.sheet} · {shown}{tail}"


def element(view: View, found: Figure, text: str = "") -> str:
    """A figure as an element; a missing one is a dash with its reason beside it."""
    if found.value is None:
        return mark(view.data, found, "—", reason(view, found))
    shown = text or written(view.language, found)
    return mark(view.data, found, shown, safe(sources(found)))


def reason(view: View, found: Figure) -> str:
    """Why a figure is missing, in words."""
    return safe(view.say(f"reason.{found.reason or 'not_reported'}"))


def why(view: View, found: Figure) -> str:
    """The reason of a missing figure as a line; nothing for one that is there."""
    return "" if found.value is not None else f"<small>{reason(view, found)}</small>"


def delta(view: View, found: Figure) -> str:
    """A change with its sign."""
    return element(view, found, signed(view.language, found))


def with_parts(view: View, found: Figure) -> str:
    """A rate with n/N under it, or its counts and the reason why there is no rate."""
    text = f" <small>{safe(part_of_whole(view.language, found))}</small>"
    reason = f" {why(view, found)}" if found.value is None else ""
    return element(view, found) + (text if found.whole is not None else "") + reason


def card(view: View, title: str, found: Figure, lines: Iterable[str] = (), kind: str = "") -> str:
    """A headline figure with its lines."""
    shown = "".join(f"<p>{line}</p>" for line in lines if line)
    reason = f"<p>{why(view, found)}</p>" if found.value is None else ""
    big = f'<div class="big">{element(view, found)}</div>'
    return f'<section class="th-card {kind}"><h3>{safe(title)}</h3>{big}{reason}{shown}</section>'


def cards(parts: Iterable[str]) -> str:
    """A row of cards."""
    return f'<div class="th"><div class="th-cards">{"".join(parts)}</div></div>'


def table(
    view: View,
    caption: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    last: bool = False,
) -> str:
    """A table whose first column names the row; `last` sets the last row off as a total."""
    body = list(rows)
    texts = [0, *(i for i in range(1, len(heads)) if body and _is_text(body[0][i]))]
    head = "".join(
        f'<th scope="col"{_text(i in texts)}>{safe(name)}</th>' for i, name in enumerate(heads)
    )
    lines = "".join(
        f'<tr class="total">{_row(view, row, texts)}</tr>'
        if last and row is body[-1]
        else f"<tr>{_row(view, row, texts)}</tr>"
        for row in body
    )
    title = f"<caption>{safe(caption)}</caption>" if caption else ""
    return (
        f'<div class="th th-scroll"><table>{title}<thead><tr>{head}</tr></thead>'
        f"<tbody>{lines}</tbody></table></div>"
    )


def _text(yes: bool) -> str:
    return ' class="text"' if yes else ""


def _is_text(cell: Cell) -> bool:
    """Whether a cell is words: those stand to the left, figures to the right."""
    return isinstance(cell, str) and "data-figure" not in cell


def _row(view: View, cells: Sequence[Cell], texts: Sequence[int]) -> str:
    head = f'<th scope="row">{_cell(view, cells[0])}</th>'
    return head + "".join(
        f"<td{_text(i in texts)}>{_cell(view, cell)}</td>" for i, cell in enumerate(cells[1:], 1)
    )


def _cell(view: View, cell: Cell) -> str:
    """A figure as its element; a text must be safe already."""
    if isinstance(cell, Figure):
        return with_parts(view, cell) if cell.unit is Unit.RATE else element(view, cell)
    return "—" if cell is None else cell


def answer(text: str, note: str = "") -> str:
    """The sentence that answers the page's question."""
    more = f'<p class="th-note">{note}</p>' if note else ""
    return f'<div class="th"><p class="th-answer">{text}</p>{more}</div>'


def told(lines: Iterable[str]) -> str:
    """Sentences to be read in the room, a line each."""
    shown = "".join(f"<li>{line}</li>" for line in lines)
    return f'<div class="th"><ul class="th-told">{shown}</ul></div>' if shown else ""


def note(text: str) -> str:
    """A remark under a block."""
    return f'<div class="th"><p class="th-note">{text}</p></div>'


def folded(title: str, text: str) -> str:
    """A long block under its title: a click, or Enter, opens it."""
    return f'<details class="th th-fold"><summary>{safe(title)}</summary>{text}</details>'


def empty(text: str) -> str:
    """What is missing, and which form brings it."""
    return f'<div class="th"><div class="th-empty">{text}</div></div>'


def sentence(view: View, key: str, **values: object) -> str:
    """A template whose figures are elements and whose texts are escaped."""
    shown = {name: _shown(view, name, value) for name, value in values.items()}
    return fill(view, key, **shown)


def _shown(view: View, name: str, value: object) -> str:
    """A figure as an element, a text escaped; it still knows which noun goes with it."""
    shown = element(view, value) if isinstance(value, Figure) else None
    return counted(view.language, shown or safe(named(view.language, name, value)), value)


def fill(view: View, key: str, **elements: str) -> str:
    """A template whose values are HTML already."""
    return safe(texts(view.language)[key]).format(**elements)


def source_table(view: View, figures: Iterable[tuple[str, Figure]]) -> str:
    """Name, value with n/N, formula in words, legal basis, date and cells of each figure."""
    heads = [view.say(f"source.{n}") for n in SOURCE_COLUMNS]
    return table(view, "", heads, [_source_row(view, name, f) for name, f in figures])


SOURCE_COLUMNS = ("figure", "value", "formula", "legal", "as_of", "cells")
MANY_SHEETS = 6


def _source_row(view: View, name: str, found: Figure) -> list[Cell]:
    lines = [safe(source_line(source)) for source in found.sources[:MANY_SHEETS]]
    if len(found.sources) > MANY_SHEETS:
        lines.append(safe(view.say("source.more", number=len(found.sources) - MANY_SHEETS)))
    return [
        safe(indicators.name(name, view.language)),
        f"{safe(written(view.language, found))}{_parts(view, found)}",
        safe(indicators.formula(name, view.language)),
        safe(indicators.indicators()[name].basis(found.standard)),
        safe(view.say("common.day", day=found.as_of) if found.as_of else "—"),
        "<br>".join(lines) or "—",
    ]


def _parts(view: View, found: Figure) -> str:
    return f"<br><small>{part_of_whole(view.language, found)}</small>" if found.whole else ""
