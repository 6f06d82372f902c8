"""Who may see what, and who has seen what?"""

from __future__ import annotations

from dashboard import accounts, parts

desk = accounts.open_page()

accounts.people(desk)
accounts.add(desk)
accounts.change(desk)
accounts.rules(desk)
accounts.log(desk)
parts.end()
