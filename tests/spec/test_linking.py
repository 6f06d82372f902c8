"""Households through the years: linked by code, ID number or person; the rest is offered, never merged."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import pytest

from tests.findings.desk import Office, Told
from tests.spec.linkbed import HAMLETS, YEARS, Bed, Row


class Outcome(NamedTuple):
    """The ids that a build gave: of each row, and which of them are offered as one."""

    bed: Bed
    told: Told
    id_of: dict[tuple[int, int], str]  # year, who
    offered: set[frozenset[str]]

    def is_linked(self, who: int, first: int = 0, second: int = 1) -> bool:
        """Whether a household is one in two reviews."""
        return self.id_of[YEARS[first], who] == self.id_of[YEARS[second], who]

    def is_offered(self, who: int, first: int = 0, second: int = 1) -> bool:
        """Whether the two are offered to be confirmed."""
        pair = {self.id_of[YEARS[first], who], self.id_of[YEARS[second], who]}
        return frozenset(pair) in self.offered


@pytest.fixture(scope="module")
def kinds() -> dict[str, list[int]]:
    """The households of the bed by what happens to them."""
    return {}


@pytest.fixture(scope="module")
def outcome(
    office: Office, tmp_path_factory: pytest.TempPathFactory, kinds: dict[str, list[int]]
) -> Outcome:
    """The bed after a build."""
    bed = _made(kinds)
    told = bed.told(office, tmp_path_factory.mktemp("bed") / "inbox")
    id_of = {}
    for row in told.tables.rows["household_review"]:
        made = bed.row(row["source_file"], row["source_sheet"], row["source_row"])
        id_of[row["review_year"], made.who] = row["household_id"]
    offered = {
        frozenset((row["household_id"], row["earlier_household_id"]))
        for row in told.tables.rows["household_suggestion"]
    }
    return Outcome(bed, told, id_of, offered)


def other(hamlet: str) -> str:
    """The other hamlet."""
    return HAMLETS[1 - HAMLETS.index(hamlet)]


def _made(kinds: dict[str, list[int]]) -> Bed:
    bed = Bed()

    def many(kind: str, number: int, put: Any) -> None:
        kinds[kind] = [put() for _ in range(number)]

    def simple(change: Any, **made: bool) -> Any:
        def put() -> int:
            row = bed.household(**made)
            after = change(row)
            bed.put(row, after, after)
            return row.who

        return put

    def new_head(row: Row) -> Row:
        fresh = bed.household()
        return replace(row, name=fresh.name, born=row.born + 25, digits="")

    many("coded", 150, simple(replace, code=True, digits=True))
    many("coded_new_head", 40, simple(new_head, code=True, digits=True))
    many("coded_moved", 30, simple(lambda r: replace(r, hamlet=other(r.hamlet)), code=True))
    many("uncoded", 150, simple(replace))
    many("uncoded_with_number", 50, simple(replace, digits=True))
    many("code_lost", 40, simple(lambda r: replace(r, code=""), code=True))
    many("number_moved", 30, simple(lambda r: replace(r, hamlet=other(r.hamlet)), digits=True))
    many(
        "number_recoded",
        20,
        simple(lambda r: replace(r, code=f"N-{r.who}"), code=True, digits=True),
    )
    many("moved", 20, simple(lambda r: replace(r, hamlet=other(r.hamlet))))
    many("spelled", 20, simple(lambda r: replace(r, name=r.name.replace("Văn", "Vân"))))
    many("born_mended", 10, simple(lambda r: replace(r, born=r.born + 1)))
    many("recoded", 10, simple(lambda r: replace(r, code=f"N-{r.who}"), code=True))
    many("uncoded_new_head", 10, simple(new_head))
    many("split", 15, lambda: _split(bed))
    many("namesakes_in_one_list", 15, lambda: _namesakes(bed, together=True))
    many("namesakes_by_code", 15, lambda: _namesakes(bed, together=False, code=True))
    many("namesakes_by_number", 15, lambda: _namesakes(bed, together=False, digits=True))
    many("namesakes_in_two_lists", 15, lambda: _mixed(bed))
    return bed


def _mixed(bed: Bed) -> int:
    """Two families with one name, birth year and hamlet, one in the list with codes, one in the other."""
    one = bed.household(code=True)
    two = bed.household(like=one)
    bed.put(one, one, one)
    bed.put(two, two, two)
    return one.who


def _split(bed: Bed) -> int:
    """A son of a household gets a code and a list entry of his own."""
    home, son = bed.household(code=True), bed.household(code=True)
    son = replace(son, hamlet=home.hamlet)
    smaller = replace(home, members=max(1, home.members - 1))
    bed.put(home, smaller, smaller)
    bed.put(None, son, son)
    return home.who


def _namesakes(bed: Bed, *, together: bool, code: bool = False, digits: bool = True) -> int:
    """Two families with one name, birth year and hamlet: in one list, or one after the other."""
    one = bed.household(code=code, digits=digits)
    two = bed.household(code=code, digits=digits, like=one)
    bed.put(one, one if together else None, one if together else None)
    bed.put(two if together else None, two, two)
    return one.who


def test_the_bed_is_large_and_every_row_of_it_is_loaded(outcome: Outcome) -> None:
    assert outcome.bed.people >= 600
    assert len(outcome.id_of) == sum(len(rows) for rows in outcome.bed.rows.values())


def test_no_link_joins_two_families(outcome: Outcome) -> None:
    people: dict[str, set[int]] = {}
    for (_, who), own in outcome.id_of.items():
        people.setdefault(own, set()).add(who)
    assert [who for who in people.values() if len(who) > 1] == []


@pytest.mark.parametrize("kind", ["coded", "coded_new_head", "coded_moved", "split"])
def test_every_household_that_keeps_its_code_is_linked(
    outcome: Outcome, kinds: dict[str, list[int]], kind: str
) -> None:
    assert all(outcome.is_linked(who, *at) for who in kinds[kind] for at in ((0, 1), (1, 2)))


@pytest.mark.parametrize("kind", ["uncoded", "uncoded_with_number", "code_lost"])
def test_name_birth_year_and_hamlet_link_where_there_is_no_code(
    outcome: Outcome, kinds: dict[str, list[int]], kind: str
) -> None:
    linked = [outcome.is_linked(who, *at) for who in kinds[kind] for at in ((0, 1), (1, 2))]
    assert sum(linked) >= 0.95 * len(linked)


@pytest.mark.parametrize("kind", ["number_moved", "number_recoded"])
def test_the_id_number_settles_what_the_code_does_not(
    outcome: Outcome, kinds: dict[str, list[int]], kind: str
) -> None:
    assert all(outcome.is_linked(who) for who in kinds[kind])


@pytest.mark.parametrize("kind", ["moved", "spelled", "born_mended", "recoded", "uncoded_new_head"])
def test_what_is_only_alike_is_offered_and_not_merged(
    outcome: Outcome, kinds: dict[str, list[int]], kind: str
) -> None:
    assert not any(outcome.is_linked(who) for who in kinds[kind])
    assert [who for who in kinds[kind] if not outcome.is_offered(who)] == []


def test_each_link_says_its_basis(outcome: Outcome, kinds: dict[str, list[int]]) -> None:
    basis = {
        (row["household_id"], row["review_year"]): row["basis"]
        for row in outcome.told.tables.rows["household_link"]
    }

    def bases(kind: str) -> set[str]:
        return {basis[outcome.id_of[2024, who], 2024] for who in kinds[kind]}

    assert bases("coded") == bases("coded_new_head") == {"code"}
    assert bases("uncoded") == bases("code_lost") == {"name_birth_hamlet"}
    assert bases("number_moved") == bases("number_recoded") == {"id_number"}


def test_nothing_of_the_id_number_is_in_any_table(outcome: Outcome) -> None:
    digits = {row.digits for rows in outcome.bed.rows.values() for row in rows if row.digits}
    text = repr({name: [{k: v for k, v in r.items() if k in known} for r in rows]
                 for name, rows in outcome.told.tables.rows.items()
                 for known in [_columns(name)]})  # fmt: skip
    assert digits and not any(number in text for number in digits)


def _columns(name: str) -> set[str]:
    from catalog.tables import TABLES

    return set(TABLES[name].columns) if name in TABLES else set()


def test_two_of_one_review_are_never_one(outcome: Outcome) -> None:
    for year in YEARS:
        own = [key for (at, _), key in outcome.id_of.items() if at == year]
        assert len(own) == len(set(own))
