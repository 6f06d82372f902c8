"""Numbers -> marks of a drawing of our own: for slides, where nothing is loaded and nothing may be late."""

from __future__ import annotations

from dashboard import theme
from dashboard.words import safe

SMALL, TEXT, BIG = 18, 20, 24
GLYPH = 0.53  # of the size: how wide a letter is, on the safe side


def drawing(wide: float, high: float, marks: str, alt: str) -> str:
    """A drawing that scales; its text alternative is its name."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" role="img" '
        f'aria-label="{safe(alt)}" font-family="{safe(theme.SLIDE_FONT)}" font-size="{TEXT}">'
        f"{marks}</svg>"
    )


def text(
    x: float, y: float, said: str, fill: str, size: float = TEXT, anchor: str = "start",
    *, bold: bool = False,
) -> str:  # fmt: skip
    """A line of text; `y` is its base line."""
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{fill}" font-size="{size:g}" '
        f'text-anchor="{anchor}"{weight}>{safe(said)}</text>'
    )


def block(
    x: float, y: float, lines: list[str], fill: str, size: float, anchor: str = "middle"
) -> str:
    """Lines below each other."""
    return "".join(
        text(x, y + number * size * 1.15, line, fill, size, anchor)
        for number, line in enumerate(lines)
    )


def rect(x: float, y: float, wide: float, high: float, fill: str, more: str = "") -> str:
    """A bar or a square."""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(wide, 0):.1f}" height="{max(high, 0):.1f}" '
        f'fill="{fill}"{more}/>'
    )


def line(x1: float, y1: float, x2: float, y2: float, colour: str, thick: float = 2) -> str:
    """A straight line."""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
        f'stroke-width="{thick:g}"/>'
    )


def dot(x: float, y: float, radius: float, fill: str) -> str:
    """A round mark."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{fill}"/>'


def mark(marks: str, key: str, value: str, told: str) -> str:
    """What belongs to one figure: it tells its name and value under the pointer, and its key."""
    return (
        f'<g class="th-figure" data-figure="{safe(key)}" data-value="{safe(value)}">'
        f"<title>{safe(told)}</title>{marks}</g>"
    )


def fits(wide: float, size: float) -> int:
    """How many letters of a size stand beside each other."""
    return max(1, int(wide / (size * GLYPH)))


def wrapped(said: str, letters: int, most: int = 4) -> list[str]:
    """A text in lines of so many letters; what is more than `most` lines ends with an ellipsis."""
    lines: list[str] = []
    for word in said.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1][: letters - 1]}…"]
    return lines


def room_for(names: tuple[str, ...], size: float, most: int, widest: float) -> float:
    """The width in which all names stand in at most so many lines, as narrow as it can be."""
    letters = range(12, fits(widest, size))
    enough = (n for n in letters if all(len(wrapped(name, n, 99)) <= most for name in names))
    widths = (n for n in enough if all(len(w) <= n for name in names for w in name.split()))
    return min(widest, (next(widths, fits(widest, size)) + 1) * size * GLYPH)


def size_for(names: tuple[str, ...], wide: float, size: float, least: float = 14) -> float:
    """The size at which the longest word of some names fits into a width."""
    longest = max((len(word) for name in names for word in name.split()), default=1)
    return max(least, min(size, wide / (longest * GLYPH)))
