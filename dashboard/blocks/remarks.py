"""Comments -> what stands beside their figure: a small number, and the list in its source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dashboard import minutes
from dashboard.minutes import Comment
from dashboard.reopened import office_of
from dashboard.view import View
from dashboard.words import safe

HERE = "comments"  # where the list stands in the source of a figure
_KEY = re.compile(r"[\w@/.:-]+")  # what a key may hold; anything else is no address of a figure


def badges(view: View) -> str:
    """A small number behind each figure that somebody commented on, wherever it stands on the page."""
    keys = Counter(c.figure_key for c in minutes.comments(office_of(view)))
    return "".join(
        f'.th-figure[data-figure="{key}"]::after{{content:"{number}"}}'
        for key, number in keys.items()
        if _KEY.fullmatch(key)
    )


def of_figure(view: View, key: str) -> tuple[Comment, ...]:
    """The comments on a figure, each followed by its answers."""
    return tuple(c for c in minutes.comments(office_of(view)) if c.figure_key == key)


def listed(view: View, found: Sequence[Comment]) -> str:
    """The comments with author, date and the data version that they were written on."""
    title = safe(view.say("comment.title"))
    if not found:
        return f'<div class="th"><h3>{title}</h3><p>{safe(view.say("comment.none"))}</p></div>'
    lines = "".join(_line(view, comment) for comment in found)
    return f'<div class="th" id="{HERE}"><h3>{title}</h3><ul class="th-remarks">{lines}</ul></div>'


def pointer(view: View, found: Sequence[Comment]) -> str:
    """How many comments stand below the cells, and the way there."""
    if not found:
        return ""
    text = safe(view.say("comment.below", number=len(found)))
    return f'<div class="th"><p><a href="#{HERE}" target="_self">{text}</a></p></div>'


def _line(view: View, comment: Comment) -> str:
    said = [view.say("comment.by", who=comment.author, day=comment.written.date())]
    if comment.build != view.data.build:
        said.append(view.say("comment.of_build", build=comment.build))
    kind = ' class="answer"' if comment.answers else ""
    text = f'<span class="th-said">{safe(comment.text)}</span>'
    return f"<li{kind}>{text}<small>{safe(' · '.join(said))}</small></li>"
