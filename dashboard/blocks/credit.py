"""The ledger of loans: the answer, what is overdue, what falls due next, sums that went on."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from dashboard.blocks.base import Cell, answer, card, cards, note, sentence, table
from dashboard.blocks.untold import book_ends, unclear
from dashboard.measure.as_of import period
from dashboard.measure.figure import Figure, Unit, count
from dashboard.measure.lending import ages, balances, chains, owed
from dashboard.measure.loans import Loan, came_back, households, lent, loans
from dashboard.measure.recovery import Recovery, recovery
from dashboard.measure.terms import rows_counted
from dashboard.view import View
from dashboard.words import safe, show

COLUMNS = ("code", "hamlet", "due_date", "principal", "repaid", "owed")


def book(view: View) -> Recovery:
    """The ledger of the commune on the day that is looked at."""
    return recovery(view.data, view.territory, view.today)


def ledger(view: View) -> tuple[Loan, ...]:
    """The loans of the commune on the day that is looked at."""
    return loans(view.data, view.territory, view.today or date.min)


@lru_cache(maxsize=256)
def headline(view: View) -> str:
    """What was lent, what fell due and came back; a rate only of twenty loans or more."""
    found = book(view)
    text = sentence(
        view, "credit.answer", number=found.number, advanced=found.advanced,
        outstanding=found.outstanding,
    )  # fmt: skip
    if found.due.value:
        key = "credit.answer_due" if found.due_rate.known else "credit.answer_due_few"
        text += " " + sentence(view, key, due=found.due, back=found.due_back, rate=found.due_rate)
    late = "credit.answer_late" if found.overdue.value else "credit.answer_none_late"
    blind = any(loan.state in ("unclear", "no_due") for loan in ledger(view))
    if blind and not found.overdue.value:
        late = "credit.answer_cannot_tell"
    text += " " + sentence(view, late, overdue=found.overdue)
    small = " ".join((view.say("credit.note", day=view.today), *book_ends(view)))
    return answer(text, safe(small)) + unclear(view)


@lru_cache(maxsize=256)
def summary(view: View) -> str:
    """Owed, overdue, paid back."""
    found = book(view)
    repaid = sentence(view, "credit.of_which_early", early=found.early)
    total = [sentence(view, "credit.total_rate", rate=found.total_rate)]
    until = [safe(text) for text in book_ends(view, "book_until")]
    return cards(
        (
            card(view, view.say("credit.outstanding"), found.outstanding, until, "main"),
            card(view, view.say("credit.overdue"), found.overdue,
                 [*_frozen(view, found), *until], "main"),
            card(view, view.say("credit.repaid"), found.repaid,
                 [repaid, *(total if found.total_rate.known else []), *until], "main"),
        )
    )  # fmt: skip


def _frozen(view: View, found: Recovery) -> list[str]:
    """What the bank froze, with the day of its latest statement; nothing where there is no statement."""
    days = [loan.stated["as_of_date"] for loan in ledger(view) if loan.stated is not None]
    if not days:
        return []
    return [sentence(view, "credit.frozen", frozen=found.frozen, day=max(days))]


@lru_cache(maxsize=256)
def age_table(view: View) -> str:
    """Overdue loans by the days since they were due."""
    if view.today is None or not book(view).overdue.value:
        return ""
    rows: list[list[Cell]] = [
        [safe(view.say(f"credit.days_{name.replace('-', '_')}")), number, money]
        for name, number, money in ages(view.data, view.territory, view.today)
    ]
    heads = [view.say(f"credit.{name}") for name in ("age", "loans", "overdue")]
    title = [view.say("credit.ages", day=view.today), *book_ends(view, "book_until")]
    return table(view, ", ".join(title), heads, rows)


@lru_cache(maxsize=256)
def balance_table(view: View) -> str:
    """What is owed and what the due dates ask for, by year."""
    rows: list[list[Cell]] = [
        [safe(show(view.language, day)), left, planned]
        for day, left, planned in balances(view.data, view.territory, view.today or date.min)
    ]
    heads = [view.say(f"credit.{name}") for name in ("day", "balance", "schedule")]
    title = [view.say("credit.balance_title"), *book_ends(view, "book_until")]
    return table(view, ", ".join(title), heads, rows)


@lru_cache(maxsize=256)
def due_table(view: View) -> str:
    """Every loan on which something is owed, the earliest due date first."""
    left = [loan for loan in ledger(view) if loan.owed > 0 or not loan.clear]
    rows = [_line(view, loan) for loan in sorted(left, key=_due)]
    heads = [view.say(f"credit.col_{name}") for name in COLUMNS]
    title = [view.say("credit.table", day=view.today), *book_ends(view, "book_until")]
    return table(view, ", ".join(title), heads, rows)


def _due(loan: Loan) -> tuple[bool, date, str]:
    due = loan.row["due_date"]
    return due is None, due or date.max, loan.row["loan_code"]


def _line(view: View, loan: Loan) -> list[Cell]:
    row, place = loan.row, view.territory.hamlet(loan.hamlet)
    lender = view.say(f"lender.{row['lender'] or 'unknown'}")
    state = view.say(f"credit.state_{loan.state}", days=loan.days_over)
    return [
        _two(row["loan_code"], row["purpose"] or "—"),
        _two(place.name if place else "—", lender),
        _two(show(view.language, row["due_date"]), state),
        *_amounts(view, loan),
    ]


def _two(first: str, second: str) -> str:
    return f"{safe(first)}<br><small>{safe(second)}</small>"


def _amounts(view: View, loan: Loan) -> tuple[Figure, Figure, Figure]:
    """Lent, paid back and owed, each with its cells; what is not written is not known."""
    at = f"{loan.row['loan_code']}/{period(view.data, loan.today)}"
    said = loan.row["principal_vnd"] is not None
    parts = {
        "loan_principal_vnd": (said, loan.principal, lent(view.data, [loan])),
        "loan_back_vnd": (loan.clear, loan.back, came_back(view.data, [loan])),
        "loan_owed_vnd": (loan.clear, loan.owed, owed(view.data, [loan])),
    }
    first, second, third = (
        count(f"{name}/{at}", value if known else None, Unit.VND, as_of=loan.today,
              terms=terms if known else ())
        for name, (known, value, terms) in parts.items()
    )  # fmt: skip
    return first, second, third


@lru_cache(maxsize=256)
def chain_table(view: View) -> str:
    """Sums that were paid back and lent to the next household."""
    found = chains(ledger(view))
    if not found:
        return ""
    rows: list[list[Cell]] = [[_way(view, way), _served(view, way)] for way in found]
    heads = [view.say(f"credit.{name}") for name in ("chain", "chain_households")]
    shown = table(view, view.say("credit.chains"), heads, rows)
    turned = sentence(view, "credit.turnover", turnover=book(view).turnover)
    return shown + note(f"{turned} {safe(view.say('credit.chains_note'))}")


def _served(view: View, way: tuple[Loan, ...]) -> Figure:
    """How many households a sum went through, with the cell of the first loan of each."""
    rows = households(way)
    key = f"loan_chain_households/{way[-1].row['loan_code']}/{period(view.data, way[0].today)}"
    terms = rows_counted(view.data, rows, "loan_code")
    return count(key, len(rows), Unit.HOUSEHOLDS, as_of=way[0].today, terms=terms)


def _way(view: View, way: tuple[Loan, ...]) -> str:
    """`V-003 (Ấp Một, 2022) → V-017 (Ấp Hai, 2024)`."""
    steps = []
    for loan in way:
        place = view.territory.hamlet(loan.hamlet)
        name = place.name if place else "—"
        steps.append(safe(f"{loan.row['loan_code']} ({name}, {loan.row['disbursed_date'].year})"))
    return " → ".join(steps)
