"""Is the money coming back and going on?"""

from __future__ import annotations

from dashboard import parts
from dashboard.blocks import credit, untold
from dashboard.draw.credit import balance
from dashboard.measure.loans import lines

view = parts.open_page("credit")
parts.html(untold.unplaced_note(view))
parts.needs(view, lines(view.data, view.territory), "credit.empty")

parts.html(credit.headline(view))
parts.html(credit.summary(view))
parts.heading(view, "credit.balance_title")
parts.chart(view, balance(view), "credit_balance", credit.balance_table(view))
parts.html(credit.age_table(view))
parts.html(credit.due_table(view))
parts.html(credit.chain_table(view))
parts.foot(view)
