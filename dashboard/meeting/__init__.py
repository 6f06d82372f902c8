"""The parts of the meeting page, in the order in which they stand on it."""

from dashboard.meeting.door import foot, open_page
from dashboard.meeting.events import events
from dashboard.meeting.freeze import earlier, freeze
from dashboard.meeting.paper import paper
from dashboard.meeting.show import as_it_was, changes
from dashboard.meeting.write import decisions

__all__ = [
    "as_it_was",
    "changes",
    "decisions",
    "earlier",
    "events",
    "foot",
    "freeze",
    "open_page",
    "paper",
]
