"""What do we show at the conference?"""

from __future__ import annotations

from dashboard import conference, parts

view = conference.open_page()
deck = conference.asked_for(view)

conference.show(deck)
conference.choose(deck)
conference.take(deck)
conference.outline(deck)
parts.foot(view)
