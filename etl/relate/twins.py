"""Households of two lists of one review that may be one although something speaks against it -> offers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from etl.relate.fragments import Fragment, Seen
from etl.relate.linking import Links, share_a_list

Holders = dict[tuple[Any, ...], dict[str, Fragment]]
CROWD = 20  # namesakes of one hamlet: among more, a name says nothing


@dataclass(frozen=True)
class Offer:
    """A household that may be an earlier one, or one of another list of its review, and why."""

    later: Fragment
    earlier: Fragment
    reason: str
    now: Seen
    before: Seen


def twins(links: Links) -> Iterator[Offer]:
    """Pairs of two lists of one review that were not joined: by ID number, else by head and hamlet."""
    asked: set[frozenset[str]] = set()
    for holders in (_holders(links, by_number=True), _holders(links, by_number=False)):
        for same in (same for same in holders.values() if 1 < len(same) <= CROWD):
            for first, second in combinations(same.values(), 2):
                pair = frozenset((links.id_of(first.id), links.id_of(second.id)))
                if pair in asked or not _may_be_one(links, first, second):
                    continue
                offer = _offer(first, second)
                if offer:
                    asked.add(pair)
                    yield offer


def _holders(links: Links, *, by_number: bool) -> Holders:
    """Who has an ID number, or a head of a name in a hamlet."""
    found: Holders = defaultdict(dict)
    for fragment in links.found.values():
        for seen in fragment.seen:
            person = seen.person
            if by_number and seen.digits:
                found[fragment.root, seen.digits][fragment.id] = fragment
            elif not by_number and person.name:
                found[fragment.root, person.hamlet, person.name][fragment.id] = fragment
    return found


def _may_be_one(links: Links, first: Fragment, second: Fragment) -> bool:
    """Whether they are two so far, stand in no list together, and nobody said that they are two."""
    ours, theirs = links.one(first.id), links.one(second.id)
    return ours is not theirs and not any(
        share_a_list(a, b) or frozenset((a.id, b.id)) in links.apart for a in ours for b in theirs
    )


def _offer(first: Fragment, second: Fragment) -> Offer | None:
    """The first without a code may be the other; None where they are in no review alike."""
    later, earlier = sorted((first, second), key=lambda f: (bool(f.code), f.id))
    for now in reversed(later.seen):
        for before in reversed(earlier.seen):
            reason = _reason(now, before) if now.moment == before.moment else ""
            if reason:
                return Offer(later, earlier, reason, now, before)
    return None


def _reason(now: Seen, before: Seen) -> str:
    """Why two rows of one review may be one household; two codes or two birth years are two people."""
    if now.digits and now.digits == before.digits:
        return "number"
    if now.values.get("household") and before.values.get("household"):
        return ""
    ours, theirs = now.person, before.person
    if not ours.name or (ours.hamlet, ours.name) != (theirs.hamlet, theirs.name):
        return ""
    if ours.born is None or theirs.born is None:
        return "birth"
    return "same_person" if ours.born == theirs.born else ""
