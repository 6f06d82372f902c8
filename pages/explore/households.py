"""Who still needs what?"""

from __future__ import annotations

from dashboard import households, parts

desk = households.open_page()

if desk.household:
    households.one(desk)
elif desk.round:
    households.round_list(desk)
    households.paper(desk)
else:
    households.listing(desk)
    households.pairs(desk)
parts.foot(desk.view)
