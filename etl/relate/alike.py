"""Households that are in no link -> earlier ones that they may be, to be confirmed by a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from catalog.spelling import folded, key
from catalog.tables import INDICATORS
from etl.relate.fragments import Fragment, Seen
from etl.relate.linking import Links
from etl.relate.twins import Offer, twins

Row = dict[str, Any]
MOST = 3  # offered for one household
CROWD = 200  # households that went from one hamlet: among more, resemblance says nothing
NEW = ("new", "other_in")  # the office says that it was not there before
#: How likely each resemblance is the same household; an order for the list, no probability.
SCORES = {"number": 0.95, "same_person": 0.9, "moved": 0.85, "spelling": 0.8, "birth": 0.75,
          "new_head": 0.5}  # fmt: skip
NEAR_NAME = 0.85
Blocks = dict[tuple[Any, ...], list[Fragment]]


def suggestions(links: Links) -> list[Row]:
    """Rows of the table of the same name: the later household, the earlier one, the reason."""
    found = [*twins(links)]
    if len({moment for f in links.found.values() for moment in f.moments}) > 1:
        found += offers(links)
    return [
        {
            "household_id": links.id_of(offer.later.id),
            "hamlet_code": offer.now.values.get("hamlet_code"),
            "review_year": offer.now.moment[1],
            "earlier_household_id": links.id_of(offer.earlier.id),
            "earlier_year": offer.before.moment[1],
            "reason": offer.reason,
            "score": SCORES[offer.reason],
        }
        for offer in found
    ]


def offers(links: Links) -> Iterator[Offer]:
    """For each household that appears later than the first review, what it may have been before."""
    ends, starts = _loose(links)
    blocks = [_blocked(ends, name) for name in _BLOCKS]
    for later in starts:
        found: dict[str, Offer] = {}
        for name, block in zip(_BLOCKS, blocks, strict=True):
            for earlier in _candidates(later, name, block):
                reason = _reason(earlier.last, later.first, name)
                fits = reason and _before(links, earlier, later)
                if fits and frozenset((earlier.id, later.id)) not in links.apart:
                    offer = Offer(later, earlier, reason, later.first, earlier.last)
                    found.setdefault(earlier.id, offer)
        best = sorted(found.values(), key=lambda o: (-SCORES[o.reason], _distance(o), o.earlier.id))
        sure = [offer for offer in best if offer.reason != "new_head"]
        yield from (sure or best)[:MOST]


def _loose(links: Links) -> tuple[list[Fragment], list[Fragment]]:
    """The last fragment of households that went, the first of those that came after the first review."""
    first: dict[str, str] = {}
    last: dict[str, str] = {}
    for fragment in links.found.values():
        root = fragment.root
        first[root] = min(first.get(root, "~"), str(fragment.first.moment))
        last[root] = max(last.get(root, ""), str(fragment.last.moment))
    groups = {id(group): group for group in links.group.values()}.values()
    ends = [max(group, key=lambda f: str(f.last.moment)) for group in groups]
    starts = [min(group, key=lambda f: str(f.first.moment)) for group in groups]
    return (
        [f for f in ends if str(f.last.moment) < last[f.root]],
        [f for f in starts if str(f.first.moment) > first[f.root]],
    )


def _before(links: Links, earlier: Fragment, later: Fragment) -> bool:
    ends = max(str(f.last.moment) for f in links.one(earlier.id))
    return ends < str(later.first.moment) and links.one(earlier.id) is not links.one(later.id)


_BLOCKS: dict[str, Callable[[Fragment, Seen], tuple[Any, ...]]] = {
    "number": lambda f, s: (f.root, s.digits) if s.digits else (),
    "name": lambda f, s: (f.root, s.person.name) if s.person.name else (),
    "birth": lambda f, s: (f.root, s.person.hamlet, s.person.born) if s.person.born else (),
    "hamlet": lambda f, s: (f.root, s.person.hamlet) if s.person.hamlet else (),
}


def _blocked(ends: list[Fragment], name: str) -> Blocks:
    found: Blocks = defaultdict(list)
    for fragment in ends:
        if at := _BLOCKS[name](fragment, fragment.last):
            found[at].append(fragment)
    return found


def _candidates(later: Fragment, name: str, block: Blocks) -> list[Fragment]:
    at = _BLOCKS[name](later, later.first)
    found = block.get(at, []) if at else []
    if name == "hamlet" and (len(found) > CROWD or later.first.values.get("movement") in NEW):
        return []
    return found


def _reason(before: Seen, now: Seen, block: str) -> str:
    """What makes two rows alike; "" when too little does."""
    old, new = before.person, now.person
    if block == "number":
        return "number"
    if block == "name":
        if old.born == new.born:
            return "same_person" if old.hamlet == new.hamlet else "moved"
        return "birth" if old.hamlet == new.hamlet else ""
    if block == "birth":
        return "spelling" if _near(old.name, new.name) else ""
    return "new_head" if _same_home(before.values, now.values) else ""


@lru_cache(maxsize=20_000)
def _near(first: str, second: str) -> bool:
    ours, theirs = folded(first), folded(second)
    return ours == theirs or SequenceMatcher(None, ours, theirs).ratio() >= NEAR_NAME


def _same_home(before: Row, now: Row) -> bool:
    """Another head in what may be the same home: as many people or one fewer, and the same address,
    or the same marks where no address is written."""
    members = before.get("members"), now.get("members")
    if None in members or abs(members[0] - members[1]) > 1:  # type: ignore[operator]
        return False
    address = [key(str(row.get("address") or "")) for row in (before, now)]
    if all(address):
        return address[0] == address[1]
    marks = _marks(before, now)
    return bool(marks) and sum(a != b for a, b in marks) <= 2


def _marks(before: Row, now: Row) -> list[tuple[bool, bool]]:
    pairs = [(before.get(name), now.get(name)) for name in INDICATORS]
    return [(a, b) for a, b in pairs if a is not None and b is not None]


def _distance(offer: Offer) -> float:
    """How far two homes are from each other in what a review writes of them."""
    before, now = offer.before.values, offer.now.values
    scores = [
        abs(before[name] - now[name]) // 10
        for name in ("b1_score", "b2_score")
        if before.get(name) is not None and now.get(name) is not None
    ]
    members = before.get("members"), now.get("members")
    people = 10 if None in members else 5 * abs(members[0] - members[1])  # type: ignore[operator]
    return float(people + sum(scores) + sum(a != b for a, b in _marks(before, now)))
