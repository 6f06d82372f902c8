"""An officer's round -> the same plain structure as the minutes, which every writer prints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.blocks.households import place
from dashboard.blocks.rounds import heads, sections
from dashboard.export.sheet import Sheet, Table
from dashboard.measure.households import Line
from dashboard.view import View
from dashboard.words import DEFAULT, say

WIDTHS = (1, 4, 3, 6, 5, 5)


def round_sheet(view: View, found: Sequence[Line], made: str) -> Sheet:
    """The round on paper; `made` says who took it out, and when."""
    name, day = view.territory.name, date.today()
    tables = tuple(
        Table(view.say("round.hamlet", name=hamlet, number=len(rows)), tuple(heads(view)),
              tuple(rows), "", WIDTHS)
        for hamlet, rows in sections(view, found)
    )  # fmt: skip
    return Sheet(
        (say(DEFAULT, "sheet.office"), say(DEFAULT, "sheet.commune", name=name.upper())),
        (say(DEFAULT, "sheet.nation"), say(DEFAULT, "sheet.motto")),
        (say(DEFAULT, "common.illustrative"),) if view.data.illustrative else (),
        "",
        say(DEFAULT, "sheet.place_and_day", name=name, d=day.day, m=day.month, year=day.year),
        view.say("round.title"),
        view.say("round.subject", place=place(view), year=view.year),
        (view.say("round.as_of", day=view.today), view.say("round.note"), made),
        tables or (Table(view.say("round.title"), (), (), view.say("households.none")),),
        (view.say("round.officer"),),
        view.say("sheet.signed"),
        f"{made} · {view.data.build}",
        view.language,
    )
