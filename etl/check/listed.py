"""Household lists -> what they add up to in each hamlet, by group, mark, cause and movement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from catalog.tables import INDICATORS
from etl.check.relations import Spot, Sum, Term
from etl.check.totals import Page, said_count
from etl.read.cells import address
from etl.relate.tables import At
from etl.tidy import Record

Key = tuple[Any, ...]
LISTS = {"list_poor": "poor", "list_near_poor": "near_poor", "list_left": "left"}


class Entry(NamedTuple):
    """One row of a list; `aside` when a rule took it out of what is loaded."""

    page: Page
    record: Record
    aside: bool

    @property
    def heading(self) -> Spot:
        """The section row over the entry, for what is counted below it."""
        tidied = self.page.tidied
        row = self.record.section_row if self.record.section_row >= 0 else tidied.choice.header.top
        return Spot(tidied.file, tidied.sheet.name, address(row, tidied.sheet.filled(row)[0]))


@dataclass
class Listed:
    """Entries by hamlet, review, group and what is counted; and which lists a review has."""

    entries: dict[Key, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    heads: dict[Key, Spot] = field(default_factory=dict)
    rows: dict[tuple[str, str], dict[Key, int]] = field(default_factory=dict)
    unsure: set[Key] = field(default_factory=set)

    def has(self, review: Key, group: str) -> bool:
        """Whether a review (year, round, date, commune) has a list of the group."""
        return (*review, group) in self.heads

    def sums(
        self, rule: str, printed: Term | None, key: Key, what: str, unit: str = "households"
    ) -> Iterable[Sum]:
        """A printed number against the rows of a list; rows set aside may count or not."""
        head = self.heads.get((*key[1:-1], _list_of(what, key[-1])))
        if printed is None or head is None:
            return
        found = self.entries.get((*key, what), [])
        ways = (found, [e for e in found if not e.aside])
        sums = [Sum(rule, printed, p) for w in ways if (p := _parts(w, head, f"{key}{what}", unit))]
        holding = [relation for relation in sums if relation.holds]
        unsure = (*key[1:-1], _list_of(what, key[-1])) in self.unsure
        yield from holding[:1] or ([] if unsure else sums[:1])

    def differs(self, printed: Any, key: Key) -> bool:
        """Whether the number of households in a list is another than the summary's."""
        found = self.entries.get((*key, "listed"), [])
        own = [e for e in found if not e.aside]
        return printed is not None and printed not in (len(found), len(own))


def _list_of(what: str, group: str) -> str:
    """The list in which something is counted."""
    if what in ("escaped", "to_other_group", "other_out"):
        return "left"
    return "poor" if what == "to_poor" else group


def _parts(rows: list[Entry], head: Spot, what: str, unit: str) -> tuple[Term, ...] | None:
    """One term that counts the rows, or the members of each; None when a household's are unknown."""
    if unit == "households":
        spot = rows[0].heading if rows else head
        return (Term(spot._replace(what=what), len(rows), "household"),)
    terms = [entry.page.term(entry.record, "members") for entry in rows]
    if None in terms:
        return None
    return tuple(t for t in terms if t) or (Term(head._replace(what=what), 0, "members"),)


def listed_in(pages: dict[At, Page]) -> Listed:
    """What all lists of a build say."""
    listed = Listed()
    for page in pages.values():
        if page.tidied.form.form in LISTS:
            _add(listed, page)
    return listed


def _add(listed: Listed, page: Page) -> None:
    tidied = page.tidied
    info, top = tidied.info, tidied.choice.header.top
    review = (info.year, info.round, str(info.date), info.commune_code)
    head = Spot(tidied.file, tidied.sheet.name, address(top, 0))
    listed.heads[(*review, LISTS[tidied.form.form])] = head
    if any(f.rule == "row.unknown_hamlet" for f in tidied.findings):
        listed.unsure.add((*review, LISTS[tidied.form.form]))  # some rows belong to no hamlet
    counted = listed.rows.setdefault((tidied.file, tidied.sheet.name), defaultdict(int))
    left = tidied.form.form == "list_left"
    alike: dict[Key, list[list[Entry]]] = {}  # rows that say the same are counted in the same
    for record in (*tidied.records, *tidied.set_aside):
        values = record.values
        group = values.get("from_status" if left else "status")
        key = (values.get("hamlet_code"), *review, group)
        says = tuple(map(values.get, INDICATORS))
        said = (key, values.get("column"), says, tuple(values.get("causes") or ()))
        if said not in alike:
            alike[said] = [listed.entries[at] for at in _counted(*said, left=left)]
        entry = Entry(page, record, record.row in tidied.quarantined)
        for entries in alike[said]:
            entries.append(entry)
        counted[(*key, "left" if left else "listed")] += 1


def _counted(
    key: Key, column: str | None, marks: Iterable[bool | None], causes: Iterable[str], *, left: bool
) -> list[Key]:
    """Everything that one row of a list is counted in."""
    found: list[Key] = [(*key, "left" if left else "listed")]
    if column:
        found.append((*key, column))
    if left:
        return found
    if key[-1] == "poor" and column == "from_other_group":
        found.append((*key[:-1], "near_poor", "to_poor"))
    found += [(*key, name) for name, lacks in zip(INDICATORS, marks, strict=True) if lacks]
    return found + [(*key, f"cause/{cause}") for cause in causes]


def said_rows(listed: Listed, page: Page) -> list[Sum]:
    """`Tổng cộng: 52 hộ` under a household list is the number of its rows."""
    tidied = page.tidied
    rows = len({r.row for r in tidied.records})
    every = rows + len({r.row for r in tidied.set_aside})
    keys = listed.rows.get((tidied.file, tidied.sheet.name), {})
    found = []
    for printed in {p.row: p for p in tidied.printed}.values():
        said = said_count(printed)
        if said is None:
            continue
        said = every if rows <= said <= every else said
        column = tidied.sheet.filled(printed.row)[0]
        spot = Spot(tidied.file, tidied.sheet.name, address(printed.row, column))
        parts = [
            _parts(_of(listed, at, page), spot, f"{at[:-1]}{at[-1]}", "households") for at in keys
        ]
        terms = tuple(term for part in parts for term in part or ())
        found.append(Sum("total.rows", Term(spot, said, "household"), terms))
    return found


def _of(listed: Listed, key: Key, page: Page) -> list[Entry]:
    return [entry for entry in listed.entries[key] if entry.page is page]
