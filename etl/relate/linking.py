"""Fragments of households -> which of them are one household, on what basis, and which may be.

Linked by themselves are the same code (one fragment already), the same ID number, and the same name,
birth year and hamlet where nothing contradicts it: in two reviews, and in two lists of one of which one
has codes. What is only alike is offered, never merged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from etl.confirmed import Confirmed, Pair
from etl.relate.confirmed import Sayings
from etl.relate.fragments import Fragment, Person
from etl.relate.series import Series


@dataclass
class Links:
    """Which fragments are one household: each by the id that all of them get."""

    found: dict[str, Fragment]
    group: dict[str, list[Fragment]] = field(default_factory=dict)
    basis: dict[str, str] = field(default_factory=dict)  # of a fragment that was joined to another
    apart: set[frozenset[str]] = field(default_factory=set)  # people said that they are two
    unused: list[Pair] = field(default_factory=list)
    recoded: set[str] = field(default_factory=set)  # linked although one series gave two codes

    def __post_init__(self) -> None:
        self.group = {own: [fragment] for own, fragment in self.found.items()}

    def one(self, own: str) -> list[Fragment]:
        """All fragments of the household of a fragment."""
        return self.group[own]

    def join(self, first: Fragment, second: Fragment, basis: str) -> None:
        """From now on they are one household."""
        ours, theirs = self.group[first.id], self.group[second.id]
        if ours is theirs:
            return
        later = max(first, second, key=lambda f: (str(f.first.moment), not f.code))
        self.basis.setdefault(later.id, basis)
        ours += theirs
        for fragment in theirs:
            self.group[fragment.id] = ours

    def id_of(self, own: str) -> str:
        """The id of a household: of its first code, else of its first appearance."""
        several = self.group.get(own)
        if several is None or len(several) == 1:
            return own
        return min(several, key=lambda f: (not f.code, str(f.first.moment), f.id)).id


def link(found: dict[str, Fragment], confirmed: Confirmed) -> Links:
    """What people said first, then the ID number, then name, birth year and hamlet."""
    links, series = Links(found), Series(found.values())
    sayings = Sayings(confirmed, found)
    links.unused, links.apart = sayings.unused, sayings.apart()
    for first, second, pair in sayings.same():
        if _together(links, first, second):
            links.unused.append(pair)
        else:
            links.join(first, second, "confirmed")
    _by_number(links, series)
    _by_person(links, series)
    return links


def _by_number(links: Links, series: Series) -> None:
    """One ID number under one name, in reviews that follow each other or in two lists of one."""
    holders: dict[tuple[str, str], list[Fragment]] = defaultdict(list)
    for fragment in links.found.values():
        for digits in fragment.digits:
            holders[fragment.root, digits].append(fragment)
    for (_, digits), fragments in holders.items():
        for first, second in combinations(fragments, 2):
            fits = _may_join(links, series, first, second, by_number=True)
            if fits and _is_one_person(first, second, digits):
                links.join(first, second, "id_number")
                if first.code and second.code and not series.was_renewed(first, second):
                    links.recoded.add(max(first, second, key=lambda f: str(f.first.moment)).id)


def _is_one_person(first: Fragment, second: Fragment, digits: str) -> bool:
    """Whether the same name stands beside the number in both; a number alone may be mistyped."""
    ours, theirs = ({s.person.name for s in f.seen if s.digits == digits} for f in (first, second))
    return bool(ours & theirs)


def _by_person(links: Links, series: Series) -> None:
    """The same name, birth year and hamlet, when all who bear them may be one and the same."""
    for fragments in bearers(links.found.values()).values():
        pairs = list(combinations(fragments, 2))
        if pairs and all(_may_join(links, series, a, b) for a, b in pairs):
            for first, second in pairs:
                links.join(first, second, "name_birth_hamlet")


def bearers(found: Iterable[Fragment]) -> dict[Person, list[Fragment]]:
    """Who has or had a head of that name, birth year and hamlet."""
    known: dict[Person, list[Fragment]] = defaultdict(list)
    for fragment in found:
        for person in fragment.people:
            known[person].append(fragment)
    return known


def _may_join(
    links: Links, series: Series, first: Fragment, second: Fragment,
    *, by_number: bool = False,
) -> bool:  # fmt: skip
    """Whether nothing speaks against it, between any two of what is joined already."""
    if links.one(first.id) is links.one(second.id):
        return True
    return not any(
        frozenset((ours.id, theirs.id)) in links.apart
        or are_two(ours, theirs, by_number=by_number)
        or contradicts(series, ours, theirs, by_number=by_number)
        for ours in links.one(first.id)
        for theirs in links.one(second.id)
    )


def are_two(first: Fragment, second: Fragment, *, by_number: bool = False) -> bool:
    """Whether they are two in one review: in one list, each with a code, or with other members."""
    if not first.moments & second.moments:
        return False
    if share_a_list(first, second) or (first.code and second.code):
        return True
    members = (
        (a.values.get("members"), b.values.get("members"))
        for a in first.seen
        for b in second.seen
        if a.moment == b.moment
    )
    return not by_number and any(None not in both and both[0] != both[1] for both in members)


def share_a_list(first: Fragment, second: Fragment) -> bool:
    """Whether both stand in one list of one review: then they are two, whatever anybody says."""
    return bool({seen.page for seen in first.seen} & {seen.page for seen in second.seen})


def contradicts(
    series: Series, first: Fragment, second: Fragment, *, by_number: bool = False
) -> bool:
    """Other ID numbers, another sex, or two codes that an office gave to two households."""
    if by_number:
        return bool(first.code and second.code) and _crossed(first, second)
    numbers = first.digits and second.digits and not first.digits & second.digits
    sexes = [{s.values.get("head_sex") for s in f.seen} - {None} for f in (first, second)]
    return bool(
        numbers
        or (sexes[0] and sexes[1] and not sexes[0] & sexes[1])
        or (first.code and second.code and not series.was_renewed(first, second))
    )


def _crossed(first: Fragment, second: Fragment) -> bool:
    """Whether one was still there after the other began."""
    early, late = sorted((first, second), key=lambda f: str(f.first.moment))
    return str(early.last.moment) >= str(late.first.moment)


def _together(links: Links, first: Fragment, second: Fragment) -> bool:
    """Whether two of what they are stand in one list."""
    ours, theirs = links.one(first.id), links.one(second.id)
    return ours is not theirs and any(share_a_list(a, b) for a in ours for b in theirs)
