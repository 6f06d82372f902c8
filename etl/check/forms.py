"""The forms of a review against each other, and one review against the next (FORMS, section 7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from catalog.tables import GROUPS
from etl.check.listed import Listed
from etl.check.relations import Relation, Sum, Term
from etl.check.totals import Page
from etl.findings import Finding, finding
from etl.relate import Tables
from etl.relate.tables import At
from etl.tidy import Record

Row = dict[str, Any]
Key = tuple[Any, ...]
OUT = ("escaped", "to_other_group", "other_out")
IN = ("from_other_group", "relapsed", "new", "other_in")


def doubt(
    tables: Tables, rule: str, row: Row, name: str, found: Any, expected: Any, **adds: Any
) -> Finding:
    """A warning about a field of a published row, with the address of its cell."""
    return finding(
        "warning",
        rule,
        row["source_file"],
        sheet=row["source_sheet"],
        cell=tables.cell_of(row, name, **adds),
        field=name,
        found=str(found),
        expected=str(expected),
    )


def review_key(row: Row) -> Key:
    """One hamlet in one review of one commune."""
    return (
        row["hamlet_code"], row["review_year"], row["review_round"], str(row["review_date"]),
        row["commune_code"],
    )  # fmt: skip


class Forms:
    """The rows of the forms by hamlet and review, and their numbers as terms."""

    def __init__(self, tables: Tables, pages: dict[At, Page], listed: Listed) -> None:
        get = tables.rows.get
        self.tables, self.pages, self.listed = tables, pages, listed
        self.summary = {review_key(row): row for row in get("review_summary", [])}
        self.movement = {
            (*review_key(row), row["group"], row["unit"]): row for row in get("review_movement", [])
        }

    def term(self, row: Row | None, name: str, sign: int = 1) -> Term | None:
        """A number of a published row."""
        if row is None:
            return None
        page = self.pages[self.tables.at(row)]
        return page.term(Record(row["source_row"] - 1, row), name, sign)

    def sums(self, rule: str, printed: Term | None, *parts: Term | None) -> Iterable[Sum]:
        """A relation when every number is there."""
        known = tuple(part for part in parts if part is not None)
        if printed is not None and len(known) == len(parts):
            yield Sum(rule, printed, known)


def form_relations(forms: Forms) -> Iterable[Relation]:
    """Balance, cross-form equalities, lists against summaries, opening against last closing."""
    yield from _movement(forms)
    yield from _opening(forms)
    yield from _lists(forms)
    yield from _groups(forms)
    yield from _access(forms)


def _movement(forms: Forms) -> Iterable[Relation]:
    """9 = 1-2-3-4+5+6+7+8; closing is the summary's; poor to near-poor stands in both forms."""
    for (*at, group, unit), row in forms.movement.items():
        closing = forms.term(row, "closing")
        flows = [*((name, -1) for name in OUT), *((name, 1) for name in IN)]
        parts = [forms.term(row, "opening"), *(forms.term(row, n, s) for n, s in flows)]
        yield from forms.sums("movement.balance", closing, *parts)
        whole = forms.summary.get(tuple(at))
        yield from forms.sums("movement.summary", closing, forms.term(whole, f"{group}_{unit}"))
        twin = forms.movement.get((*at, "near_poor", unit)) if group == "poor" else None
        for ours, theirs in (
            ("to_other_group", "from_other_group"),
            ("from_other_group", "to_other_group"),
        ):
            yield from forms.sums(
                "movement.between", forms.term(row, ours), forms.term(twin, theirs)
            )


def _opening(forms: Forms) -> Iterable[Relation]:
    """A review opens with the last closing before it in time, per hamlet, across a merger too.

    An annual form may also open with the last annual closing: it tells of the whole year.
    """
    series: dict[Key, list[Row]] = defaultdict(list)
    for row in forms.movement.values():
        series[row["hamlet_code"], row["group"], row["unit"]].append(row)
    for rows in series.values():
        rows.sort(key=lambda row: (str(row["review_date"]), row["review_round"] == "annual"))
        for index, row in enumerate(rows):
            near = [
                r for r in rows[:index] if (r["review_year"] or 0) >= (row["review_year"] or 0) - 1
            ]
            last = near[-1:]
            if row["review_round"] == "annual":
                last += [r for r in near if r["review_round"] == "annual"][-1:]
            last = [r for r in last if r["closing"] == row["opening"]] or last[:1]
            for before in last[:1]:
                opening, closing = forms.term(row, "opening"), forms.term(before, "closing")
                yield from forms.sums("movement.opening", opening, closing)


def _lists(forms: Forms) -> Iterable[Relation]:
    """Rows of a list per hamlet and their members are the summary's; so are their movements."""
    listed = forms.listed
    for at, whole in forms.summary.items():
        if at[2] != "annual":  # a regular review's list need not be complete
            continue
        for group in GROUPS:
            key = (*at, group)
            printed = forms.term(whole, f"{group}_households")
            yield from listed.sums("list.summary", printed, key, "listed")
            if not listed.differs(whole[f"{group}_households"], key):
                persons = forms.term(whole, f"{group}_persons")
                yield from listed.sums("list.summary", persons, key, "listed", "persons")
    for (*place, group, unit), row in forms.movement.items():
        at = tuple(place)
        summary = forms.summary.get(at)
        off = summary and listed.differs(summary[f"{group}_households"], (*at, group))
        if at[2] != "annual" or off:
            continue
        for name in ("escaped", "to_other_group", "from_other_group", "relapsed", "new"):
            what = "to_poor" if (group, name) == ("near_poor", "to_other_group") else name
            yield from listed.sums("list.movement", forms.term(row, name), (*at, group), what, unit)
        if unit == "households":
            yield from listed.sums(
                "list.movement", forms.term(row, "other_in"), (*at, group), "other_in"
            )


def _groups(forms: Forms) -> Iterable[Relation]:
    """Forms of deprivations and causes: their households are the summary's, their marks the lists'."""
    for name, detail in (("deprivation_summary", "indicator"), ("cause_summary", "cause")):
        seen: set[Key] = set()
        for row in forms.tables.rows.get(name, []):
            at, group = review_key(row), row["group"]
            whole = forms.summary.get(at)
            if (*at, group) not in seen:
                seen.add((*at, group))
                printed = forms.term(row, "group_households")
                yield from forms.sums(
                    "group.summary", printed, forms.term(whole, f"{group}_households")
                )
            off = whole and forms.listed.differs(whole[f"{group}_households"], (*at, group))
            if at[2] == "annual" and not off:
                what = row[detail] if detail == "indicator" else f"cause/{row[detail]}"
                printed = forms.term(row, "households")
                yield from forms.listed.sums(f"list.{detail}", printed, (*at, group), what)


def _access(forms: Forms) -> Iterable[Relation]:
    """The households to be reached are the poor and near-poor of that year's summary."""
    annual = {(at[0], at[1]): row for at, row in forms.summary.items() if at[2] == "annual"}
    for row in forms.tables.rows.get("information_access", []):
        whole = annual.get((row["hamlet_code"], row["year"]))
        parts = [forms.term(whole, f"{group}_households") for group in GROUPS]
        yield from forms.sums("access.target", forms.term(row, "target_households"), *parts)
