"""What happened to one household, by date, each line with the cells that say it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from dashboard.blocks.addressed import address
from dashboard.blocks.base import note
from dashboard.blocks.intake import table
from dashboard.blocks.story import head_of, moved_of, names_of, plain, status_of
from dashboard.data import Row
from dashboard.measure.loans import Loan
from dashboard.measure.story import Happening, Step, Story
from dashboard.measure.unclear import told_until
from dashboard.view import View
from dashboard.words import MISSING, money, safe

DATES = ("number", "day", "what", "detail", "source")
SHOWN = ("status", "members", "b1_score", "b2_score", "needs", "causes")
#: Which cells say what happened.
FIELDS = {
    "support": ("event_date", "kind", "value_vnd", "funder"),
    "loan": ("disbursed_date", "principal_vnd", "due_date", "lender", "purpose"),
    "due": ("due_date", "principal_vnd"),
    "repaid": ("paid_date", "principal_vnd"),
    "project": ("entry_year", "status_at_entry", "support_vnd", "own_contribution_vnd"),
    "outcome": ("outcome_year", "outcome"),
    "visit": ("visit_date", "officer_name", "needs", "next_step", "next_date"),
}


@lru_cache(maxsize=256)
def date_table(view: View, found: Story) -> str:
    """Reviews and what happened, by date, each line with its cells."""
    heads = [view.say(f"story.col_{name}") for name in DATES]
    reviews = [(_day(step), 1, _review(view, step)) for step in found.steps if _said(step)]
    happened = [
        (one.day, 0, _happened(view, number_, one))
        for number_, one in enumerate(found.happenings, 1)
    ]
    rows = [cells for *_, cells in sorted([*reviews, *happened], key=lambda one: one[:2])]
    rows += [_undated(view, "support", row, _support_of(view, row)) for row in found.undated]
    rows += [_undated(view, "loan", row, _unpaid(view, row)) for row in found.unpaid]
    shown = table(view.say("story.dates"), heads, rows, "ntttt")
    return f'<div class="th-dated">{shown}</div>' + note(
        safe(view.say("story.note", day=view.today))
    )


def _said(step: Step) -> Row | None:
    return step.row or step.movement


def _day(step: Step) -> date:
    row = _said(step) or {}
    return row.get("review_date") or date(step.year, 12, 31)


def _review(view: View, step: Step) -> list[str]:
    row = _said(step) or {}
    detail = [status_of(view, step), *_scores(view, row), moved_of(view, step)]
    if step.link:
        detail.append(view.say("story.linked", basis=view.say(f"link.{step.link['basis']}")))
    if step.before:
        detail.append(head_of(view, step))
    changed = (("gained", step.gained), ("lost", step.lost))
    detail += [
        f"{view.say(f'story.{key}')}: {names_of(view, found)}" for key, found in changed if found
    ]
    needs = [view.say(f"need.{name}") for name in row.get("needs") or () if name != "none"]
    if needs:
        detail.append(view.say("story.asked", needs=", ".join(needs)))
    text = "; ".join(part for part in detail if part != MISSING)
    source = address(view, row, *(n for n in (*SHOWN, "movement") if row.get(n)))
    return ["", _written(view, _day(step)), _what(view, "review"), safe(text), safe(source)]


def _scores(view: View, row: Row) -> list[str]:
    names = ("members", "b1_score", "b2_score")
    return [
        view.say(f"story.{name}", value=plain(view, row[name]))
        for name in names
        if row.get(name) is not None
    ]


def _happened(view: View, number_: int, one: Happening) -> list[str]:
    day = str(one.day.year) if one.whole_year else view.say("common.day", day=one.day)
    source = address(view, one.row, *(n for n in FIELDS[one.kind] if one.row.get(n) is not None))
    text = "; ".join(part for part in _DETAILS[one.kind](view, one) if part)
    return [str(number_), safe(day), _what(view, one.kind), safe(text), safe(source)]


def _undated(view: View, kind: str, row: Row, said: list[str]) -> list[str]:
    """Support or a loan of which no day is written, below all the others."""
    source = address(view, row, *(n for n in FIELDS[kind] if row.get(n) is not None))
    text = "; ".join(part for part in said if part)
    return ["", MISSING, _what(view, kind), safe(text), safe(source)]


def _written(view: View, day: date) -> str:
    return safe(view.say("common.day", day=day))


def _what(view: View, kind: str) -> str:
    return safe(view.say(f"story.kind_{kind}"))


def _support(view: View, one: Happening) -> list[str]:
    return _support_of(view, one.row)


def _support_of(view: View, row: Row) -> list[str]:
    value = "" if row["value_vnd"] is None else money(view.language, row["value_vnd"])
    return [view.say(f"support.{row['kind'] or 'unknown'}"), value, row["funder"] or ""]


def _loan(view: View, one: Happening) -> list[str]:
    return [*_loan_of(view, one.row), _owed(view, _of(one))]


def _loan_of(view: View, row: Row) -> list[str]:
    lender = view.say(f"lender.{row['lender'] or 'unknown'}")
    due = view.say("story.due", day=row["due_date"]) if row["due_date"] else ""
    lent = "" if row["principal_vnd"] is None else money(view.language, row["principal_vnd"])
    return [row["loan_code"], lender, row["purpose"] or "", lent, due]


def _unpaid(view: View, row: Row) -> list[str]:
    return [*_loan_of(view, row), view.say("story.no_day")]


def _owed(view: View, loan: Loan) -> str:
    if not loan.clear:
        return view.say("credit.state_unclear")
    until = told_until(view.data, view.territory, loan.today) or loan.today
    return view.say("story.owed", value=money(view.language, loan.owed), day=until)


def _due(view: View, one: Happening) -> list[str]:
    loan = _of(one)
    late = view.say("story.late", days=loan.days_over) if loan.days_over else ""
    return [one.row["loan_code"], _owed(view, loan), late]


def _repaid(view: View, one: Happening) -> list[str]:
    return [one.row["loan_code"], money(view.language, int(one.row["principal_vnd"] or 0))]


def _of(one: Happening) -> Loan:
    assert one.loan is not None
    return one.loan


def _project(view: View, one: Happening) -> list[str]:
    row = one.row
    entry = row["status_at_entry"]
    sums = (("got", "support_vnd"), ("own", "own_contribution_vnd"))
    return [
        _project_name(view, row),
        view.say("story.entered", status=view.say(f"story.is_{entry}")) if entry else "",
        *(
            view.say(f"story.{key}", value=money(view.language, row[name]))
            for key, name in sums
            if row[name] is not None
        ),
    ]


def _project_name(view: View, row: Row) -> str:
    known = view.data.rows("livelihood_project")
    code = row["project_code"]
    return str(next((p["name"] for p in known if p["project_code"] == code), code))


def _outcome(view: View, one: Happening) -> list[str]:
    return [_project_name(view, one.row), view.say(f"outcome.{one.row['outcome'] or 'unknown'}")]


def _visit(view: View, one: Happening) -> list[str]:
    row = one.row
    needs = ", ".join(view.say(f"need.{name}") for name in row["needs"] or () if name != "none")
    step = view.say("story.next", step=row["next_step"]) if row["next_step"] else ""
    day = view.say("story.next_day", day=row["next_date"]) if row["next_date"] else ""
    return [
        row["officer_name"] or "",
        view.say("story.asked", needs=needs) if needs else "",
        step,
        day,
    ]


_DETAILS = {
    "support": _support, "loan": _loan, "due": _due, "repaid": _repaid, "project": _project,
    "outcome": _outcome, "visit": _visit,
}  # fmt: skip
