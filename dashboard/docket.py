"""What was written down -> what a meeting has before it: open decisions, those done, comments."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import minutes
from dashboard.minutes import Comment, Decision, Meeting, Office


@dataclass(frozen=True)
class Docket:
    """The decisions that are open, those done since the meeting before, and the comments since then."""

    open: tuple[Decision, ...]
    done: tuple[Decision, ...]
    comments: tuple[Comment, ...]
    before: Meeting | None


def docket(office: Office, at: Meeting | None = None) -> Docket:
    """What lies before a meeting that was frozen, as it then lay; before the coming one without."""
    before = _before(office, at)
    first = (before.decisions_to, before.done_to, before.comments_to) if before else (0, 0, 0)
    made = [d for d in minutes.decisions(office) if not at or d.id <= at.decisions_to]
    ended = [d for d in made if d.done and (not at or d.done <= at.done_to)]
    said = [c for c in minutes.comments(office) if not at or c.id <= at.comments_to]
    return Docket(
        tuple(d for d in made if d not in ended),
        tuple(d for d in ended if d.done > first[1]),
        tuple(c for c in said if c.id > first[2]),
        before,
    )


def _before(office: Office, at: Meeting | None) -> Meeting | None:
    """The meeting that was frozen last, before one of them where one is given."""
    found = minutes.meetings(office)
    numbers = [meeting.id for meeting in found]
    earlier = found[numbers.index(at.id) + 1 :] if at else found
    return earlier[0] if earlier else None
