"""Equalities that should hold between printed numbers -> the cells that explain what does not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from etl.findings import Finding, finding

MANY = 150  # more broken equalities than one wrong cell explains: each is told by itself
TOLERANCE = Decimal("0.0051")


class Spot(NamedTuple):
    """A cell; `what` tells apart the things that are counted from the rows below one heading."""

    file: str
    sheet: str
    cell: str
    what: str = ""


@dataclass(frozen=True)
class Term:
    """A number at its spot. A masked one is never shown: it is personal, or tells of few households."""

    spot: Spot
    value: int
    field: str = ""
    sign: int = 1
    masked: bool = False

    def shown(self, value: object) -> str:
        """A value of this spot as a finding may show it."""
        return "…" if self.masked else str(value)


@dataclass(frozen=True)
class Sum:
    """`printed` is the sum of its parts."""

    rule: str
    printed: Term
    parts: tuple[Term, ...]
    severity: str = "warning"

    @property
    def total(self) -> int:
        """What the parts give."""
        return sum(part.sign * part.value for part in self.parts)

    @property
    def holds(self) -> bool:
        """Whether the printed number is what the parts give."""
        return self.printed.value == self.total

    def wanted(self) -> Iterable[tuple[Term, int]]:
        """For each number, what it would have to be if all the others are right."""
        gap = self.printed.value - self.total
        yield self.printed, self.total
        for part in self.parts:
            yield part, part.value + part.sign * gap

    def finding(self) -> Finding:
        """The doubt at the printed number."""
        found, expected = self.printed.value, self.total
        hidden = self.printed.masked
        return _said(self, "…" if hidden else str(found), "…" if hidden else str(expected))


@dataclass(frozen=True)
class Rate:
    """`printed` is a percentage (a fraction too, if not `signed`) of two numbers of its row, in `places`."""

    rule: str
    printed: Term
    rate: Decimal
    part: Term
    whole: Term
    places: int = 2
    signed: bool = False
    severity: str = "warning"

    @property
    def holds(self) -> bool:
        """Whether the printed rate is that of its row."""
        return self.agrees(self.part.value, self.whole.value)

    def agrees(self, part: int, whole: int) -> bool:
        """Whether the printed rate is that of these two numbers."""
        if not whole:
            return True
        rate = Decimal(part) * 100 / Decimal(whole)
        places = 2 if self.signed else max(self.places - 2, 0)
        fraction = abs(rate - self.rate * 100) <= _tolerance(places)
        return fraction or abs(rate - self.rate) <= _tolerance(self.places)

    def agrees_with(self, spot: Spot, value: int) -> bool:
        """Whether the rate would be right if that spot held the value."""
        part = value if self.part.spot == spot else self.part.value
        whole = value if self.whole.spot == spot else self.whole.value
        return spot in (self.part.spot, self.whole.spot) and self.agrees(part, whole)

    def finding(self) -> Finding:
        """The doubt at the printed rate."""
        rate = Decimal(self.part.value) * 100 / Decimal(self.whole.value)
        return _said(self, f"{self.rate}%", f"{rate:.2f}%")


def _tolerance(places: int) -> Decimal:
    """Half of the last decimal that is printed; of two at most, for a sum in binary is no rate."""
    return TOLERANCE.scaleb(2 - min(places, 2))


Relation = Sum | Rate


def _said(relation: Relation, found: str, expected: str) -> Finding:
    spot, field = relation.printed.spot, relation.printed.field
    return finding(
        relation.severity, relation.rule, spot.file, sheet=spot.sheet, cell=spot.cell,
        field=field, found=found, expected=expected,
    )  # fmt: skip


def spots(relation: Relation) -> Iterable[Spot]:
    """Every spot that a relation rests on."""
    if isinstance(relation, Rate):
        return (relation.printed.spot, relation.part.spot, relation.whole.spot)
    return (relation.printed.spot, *(part.spot for part in relation.parts))


def explain(relations: list[Relation], known: set[Spot]) -> list[Finding]:
    """One finding for each cause: the cell that, put right, mends most of what does not agree.

    `known` are cells that have their own finding already; what rests on them is not told again.
    """
    broken = [r for r in relations if not r.holds and not known.intersection(spots(r))]
    if len(broken) > MANY or len(broken) < 2:
        return [relation.finding() for relation in broken]
    held = Counter(spot for r in relations if r.holds for spot in spots(r))
    found = []
    while broken:
        said, mended = _cause(broken, held)
        found.append(said)
        gone = {id(relation) for relation in mended}
        broken = [relation for relation in broken if id(relation) not in gone]
    return found


def _votes(broken: list[Relation]) -> dict[tuple[Spot, int], list[Relation]]:
    """For each cell and value: the broken relations that it would mend."""
    votes: dict[tuple[Spot, int], list[Relation]] = defaultdict(list)
    for relation in broken:
        if isinstance(relation, Sum):
            for term, value in relation.wanted():
                if value >= 0:
                    votes[term.spot, value].append(relation)
    rates = [relation for relation in broken if isinstance(relation, Rate)]
    for (spot, value), mended in votes.items():
        mended += [rate for rate in rates if rate.agrees_with(spot, value)]
    return votes


def _cause(broken: list[Relation], held: Counter[Spot]) -> tuple[Finding, list[Relation]]:
    """The likeliest cause of what is broken, and all that it explains."""
    votes = _votes(broken)
    if not votes:
        return broken[0].finding(), broken[:1]

    def weight(at: tuple[Spot, int]) -> tuple[int, int, int]:
        own = sum(r.printed.spot == at[0] for r in votes[at])
        return len(votes[at]) - held[at[0]], len(votes[at]), own

    best = max(votes, key=weight)
    twins = [at for at in votes if weight(at) == weight(best)]
    mended = votes[best]
    printed = [r for r in mended if r.printed.spot == best[0]]
    if printed:
        return printed[0].finding(), mended
    if len(twins) > 1 or len(mended) == 1:  # one of many cells: the number that they should give
        nearest = min(mended, key=lambda r: len(tuple(spots(r))))
        return nearest.finding(), mended
    return _at_cell(best, mended), mended


def _at_cell(at: tuple[Spot, int], mended: list[Relation]) -> Finding:
    """The doubt at a cell that other places contradict, which are named."""
    spot, value = at
    terms = [t for r in mended if isinstance(r, Sum) for t in r.parts if t.spot == spot]
    others = [r.printed.spot for r in mended]
    where = "; ".join(dict.fromkeys(f"{o.sheet} · {o.cell}" for o in others[:4]))
    return finding(
        mended[0].severity, mended[0].rule, spot.file, sheet=spot.sheet, cell=spot.cell,
        field=terms[0].field, found=terms[0].shown(terms[0].value),
        expected=f"{terms[0].shown(value)} ({where})",
    ).renamed("list.counted" if spot.what else "cell.disagrees")  # fmt: skip
