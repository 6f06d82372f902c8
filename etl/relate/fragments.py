"""Rows of household lists -> what each official code, or each person without one, is in all reviews."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from catalog.spelling import key
from etl.relate.people import Households
from etl.relate.places import Places
from etl.relate.shared import shared_codes
from etl.tidy import Record, TidySheet
from etl.tidy.identity import Identities

Row = dict[str, Any]
Moment = tuple[str, int | None, str]  # day, year, round: one review of the commune of today


class Person(NamedTuple):
    """Who a household without a code is: the commune of today, hamlet, head and birth year."""

    root: str
    hamlet: str
    name: str
    born: int | None


@dataclass(slots=True)
class Seen:
    """A household in one list of one review; the ID number of its head stays in memory."""

    moment: Moment
    page: int  # which list it is, among those in memory
    person: Person
    digits: str
    values: Row


@dataclass
class Fragment:
    """All rows of one code, or of one person without a code, in time. `id` is its own surrogate."""

    id: str
    root: str
    code: str = ""
    seen: list[Seen] = field(default_factory=list)

    @property
    def first(self) -> Seen:
        """Its first appearance."""
        return self.seen[0]

    @property
    def last(self) -> Seen:
        """Its last appearance."""
        return self.seen[-1]

    @property
    def moments(self) -> set[Moment]:
        """The reviews in which it stands."""
        return {seen.moment for seen in self.seen}

    @property
    def digits(self) -> set[str]:
        """The ID numbers of its heads."""
        return {seen.digits for seen in self.seen if seen.digits}

    @property
    def people(self) -> set[Person]:
        """Its heads whose name and birth year are written."""
        return {s.person for s in self.seen if s.person.name and s.person.born is not None}


class Codes:
    """Gives a row of any sheet the surrogate of its code, or of its person."""

    def __init__(self, sheets: list[TidySheet], places: Places, households: Households) -> None:
        self.places, self.households = places, households
        self.shared = shared_codes(sheets, places)

    def code_of(self, sheet: TidySheet, values: Row) -> tuple[str, str]:
        """The id of the code of a row and its key; two empty texts where it has none."""
        code = values.get("household")
        if not code:
            return "", ""
        root, text = self.root(sheet), key(code)
        shared = bool(self.shared) and (root, text) in self.shared
        origin = self._origin(values.get("hamlet_code")) if shared else ""
        return self.households.by_code(root, text, origin), text

    def root(self, sheet: TidySheet) -> str:
        """The commune of today of a sheet."""
        return self.places.root(sheet.info.commune_code, sheet.info.date)

    def person(self, sheet: TidySheet, values: Row) -> Person:
        """The head of a row; of a hamlet that has a successor, in the hamlet of today."""
        hamlet = str(values.get("hamlet_code") or "")
        home = self.places.root(hamlet, sheet.info.date) if hamlet else ""
        name = key(str(values.get("head_name") or ""))
        return Person(self.root(sheet), home or hamlet, name, values.get("head_birth_year"))

    def id_of_person(self, person: Person, told_apart: str = "") -> str:
        """The id of somebody without a code; namesakes are told apart by where they stand."""
        root, hamlet, name, born = person
        return self.households.by_person(root, hamlet + told_apart, name, born)

    def _origin(self, hamlet: str | None) -> str:
        units = [r for r in self.places.rows if r["place_code"] == hamlet]
        first = min(units, key=lambda r: r["valid_from"], default=None)
        return str(first["parent_code"]) if first else ""


def fragments(lists: Iterable[TidySheet], codes: Codes) -> dict[str, Fragment]:
    """Every fragment by its id; each row of the lists gets the id of its own.

    A code of a commune with one review needs none where all have one: there is nothing to link it to.
    """
    lists, found = list(lists), dict[str, Fragment]()
    alone = _alone(lists, codes)
    uncoded: dict[Person, list[tuple[Seen, Record]]] = defaultdict(list)
    for sheet in lists:
        identities, linked = Identities(sheet), codes.root(sheet) not in alone
        for record in (*sheet.records, *sheet.set_aside):
            own, code = codes.code_of(sheet, record.values)
            if own and not linked:
                record.values["household_id"] = own
                continue
            seen = _seen(sheet, record, codes, identities)
            if own:
                _add(found, own, seen, record, code)
            elif seen.person.name:
                uncoded[seen.person].append((seen, record))
    for person, rows in uncoded.items():
        for told_apart, seen, record in _namesakes(rows):
            _add(found, codes.id_of_person(person, told_apart), seen, record)
    for fragment in found.values():
        if len(fragment.seen) > 1:
            fragment.seen.sort(key=lambda seen: str(seen.moment))
    return found


def _alone(lists: list[TidySheet], codes: Codes) -> set[str]:
    """The communes with one review in which every household has a code."""
    moments = Counter(root for root, _ in {(codes.root(s), _moment(s)) for s in lists})
    without = {
        codes.root(sheet)
        for sheet in lists
        if not all(r.values.get("household") for r in (*sheet.records, *sheet.set_aside))
    }
    return {root for root, number in moments.items() if number == 1} - without


def _moment(sheet: TidySheet) -> Moment:
    return str(sheet.info.date), sheet.info.year, sheet.info.round


def _seen(sheet: TidySheet, record: Record, codes: Codes, identities: Identities) -> Seen:
    identity = identities.of(record)
    digits = (identity.digits if identity else None) or ""
    person = codes.person(sheet, record.values)
    return Seen(_moment(sheet), id(sheet), person, digits, record.values)


def _add(found: dict[str, Fragment], own: str, seen: Seen, record: Record, code: str = "") -> None:
    fragment = found.get(own)
    if fragment is None:
        fragment = found[own] = Fragment(own, seen.person.root, code)
    fragment.seen.append(seen)
    record.values["household_id"] = own


def _namesakes(rows: list[tuple[Seen, Record]]) -> Iterator[tuple[str, Seen, Record]]:
    """Rows of one name, birth year and hamlet: other ID numbers are other people.

    The first of them keeps the plain id, so that one person alone has the same id in every build.
    """
    numbers = list(dict.fromkeys(seen.digits for seen, _ in rows if seen.digits))
    for seen, record in rows:
        at = numbers.index(seen.digits) if seen.digits else 0
        if len(numbers) > 1 and not seen.digits:
            yield f"?{seen.moment}", seen, record  # which of them it is, nobody has written
        else:
            yield f"#{at + 1}" if at else "", seen, record
