"""Lists of two years without a column of movements -> what the movement form must say (DOMAIN 8.4)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from catalog.tables import GROUPS
from etl.check.forms import Forms
from etl.check.history import Review, Reviews
from etl.check.relations import Spot, Sum, Term
from etl.read.cells import address
from etl.tidy import TidySheet

LISTS = frozenset({"list_poor", "list_near_poor"})
#: What lists alone cannot tell apart: who came, or went, for which reason.
CAME, WENT = ("new", "relapsed", "other_in"), ("escaped", "other_out")
Moves = Counter[tuple[str, str, str]]  # hamlet, group, flow -> households


def derived_relations(forms: Forms, annual: Reviews) -> Iterable[Sum]:
    """A form's flows of households against the lists of its year and the year before, by hamlet.

    Only where the lists do not say the movements themselves, and both years have both lists.
    """
    moves: dict[tuple[str, int], tuple[Moves, set[str], TidySheet]] = {}
    for place, now in annual.items():
        before = annual.get((place[0], place[1] - 1))
        hamlets = _covered(now) & _covered(before) if before is not None else set()
        if before is not None and hamlets and not _says_movements(now):
            moves[place] = (_moves(before, now), hamlets, _list(now))
    for (hamlet, year, round_, _, commune, group, unit), row in forms.movement.items():
        root = forms.tables.places.root(commune, row["review_date"])
        found, hamlets, sheet = moves.get((root, year)) or (Moves(), set[str](), None)
        if sheet is not None and (round_, unit) == ("annual", "households") and hamlet in hamlets:
            yield from _sums(forms, row, group, found, sheet)


def _covered(review: Review) -> set[str]:
    """The hamlets of the communes that have the lists of both groups."""
    has: dict[Any, set[str]] = defaultdict(set)
    hamlets: dict[Any, set[str]] = defaultdict(set)
    for sheet in review.sheets:
        has[sheet.info.commune_code].add(sheet.form.form)
        hamlets[sheet.info.commune_code] |= {
            str(r.values.get("hamlet_code")) for r in sheet.records
        }
    return {h for commune, forms in has.items() if forms >= LISTS for h in hamlets[commune]}


def _says_movements(review: Review) -> bool:
    stands = (*review.listed.values(), *review.left.values())
    return any(stand.record.values.get("movement") for stand in stands)


def _list(review: Review) -> TidySheet:
    return next(sheet for sheet in review.sheets if sheet.form.form in LISTS)


def _moves(before: Review, now: Review) -> Moves:
    """How many households of each hamlet and group stayed out of it, came into it, or went over."""
    found: Moves = Counter()
    for household in {*before.listed, *now.listed}:
        old, new = _place(before, household), _place(now, household)
        if old == new:
            continue
        over = bool(old and new and old[0] == new[0])
        if new:
            found[(*new, "from_other_group" if over else "came")] += 1
        if old:
            found[(*old, "to_other_group" if over else "went")] += 1
    return found


def _place(review: Review, household: str) -> tuple[str, str] | None:
    stand = review.listed.get(household)
    if stand is None:
        return None
    values = stand.record.values
    return str(values.get("hamlet_code")), str(values.get("status"))


def _sums(
    forms: Forms, row: dict[str, Any], group: str, found: Moves, sheet: TidySheet
) -> Iterator[Sum]:
    if group not in GROUPS:
        return
    for flow, names in (
        ("to_other_group", ("to_other_group",)),
        ("from_other_group", ("from_other_group",)),
        ("came", CAME),
        ("went", WENT),
    ):
        at = (row["hamlet_code"], group, flow)
        top = sheet.choice.header.top
        spot = Spot(sheet.file, sheet.sheet.name, address(top, sheet.sheet.filled(top)[0]), str(at))
        counted = Term(spot, found[at], "household", masked=True)
        printed, *others = (forms.term(row, name) for name in names)
        less = (forms.term(row, name, -1) for name in names[1:])
        if None not in (printed, *others):
            yield from forms.sums("movement.derived", printed, counted, *less)
