"""Two households that are alike, side by side; what people said of such pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from dashboard.blocks.addressed import address, numbered
from dashboard.blocks.intake import table
from dashboard.blocks.register import moment
from dashboard.data import Row
from dashboard.measure.alike import Alike, Side
from dashboard.minutes import Pairing
from dashboard.view import View
from dashboard.words import MISSING, percent, safe

FACTS = ("head", "born", "sex", "hamlet", "years", "status", "members", "scores", "source")


@lru_cache(maxsize=256)
def comparison(view: View, number: int, found: Alike) -> str:
    """Both of a pair: the last review of the earlier one beside the first of the later one."""
    before, now = _facts(view, found.earlier, -1), _facts(view, found.later, 0)
    heads = ["", view.say("pair.earlier"), view.say("pair.later")]
    rows = [[safe(view.say(f"pair.{name}")), before[name], now[name]] for name in FACTS]
    why = view.say(f"pair.because_{found.row['reason']}")
    score = percent(view.language, found.row["score"], 0)
    return table(view.say("pair.title", number=number, why=why, score=score), heads, rows, "ttt")


def _facts(view: View, side: Side, at: int) -> dict[str, str]:
    """What is known of one of the two at its last, or its first, review."""
    head: Row = side.heads[at] if side.heads else side.row or {}
    row: Row = side.reviews[at] if side.reviews else {}
    home = view.territory.hamlet(head.get("hamlet_code"))
    years = sorted({one["review_year"] for one in (*side.reviews, *side.heads)})
    said = row or head
    return {
        "head": safe(head.get("head_name") or MISSING),
        "born": safe(str(head.get("head_birth_year") or MISSING)),
        "sex": safe(view.say(f"story.{head['head_sex']}") if head.get("head_sex") else MISSING),
        "hamlet": safe(home.name if home else MISSING),
        "years": safe(", ".join(map(str, years)) or MISSING),
        "status": safe(view.say(f"story.is_{row.get('status') or 'unknown'}")),
        "members": numbered(view, row, "members"),
        "scores": f"{numbered(view, row, 'b1_score')} · {numbered(view, row, 'b2_score')}",
        "source": safe(address(view, said, "head_name") or MISSING),
    }


def decided(view: View, found: Sequence[Pairing], names: Mapping[str, str], waiting: int) -> str:
    """What was said of pairs, by whom, why; and how many of them the next build will use."""
    heads = [view.say(f"pair.col_{name}") for name in ("pair", "verdict", "reason", "by")]
    rows = [
        [
            safe(f"{names.get(p.earlier, p.earlier)} · {names.get(p.later, p.later)}"),
            safe(view.say("pair.same" if p.same else "pair.apart")),
            safe(p.reason),
            safe(f"{p.said_by}, {moment(view.language, p.said_at)}"),
        ]
        for p in found
    ]
    return table(view.say("pair.decided", waiting=waiting), heads, rows, "tttt")
