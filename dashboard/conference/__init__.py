"""The parts of the page that shows slides: what its user sets, the stage, the files to take away."""

from dashboard.conference.choose import asked_for, choose, open_page
from dashboard.conference.stage import outline, show
from dashboard.conference.take import take

__all__ = ["asked_for", "choose", "open_page", "outline", "show", "take"]
