"""The lists of one year against those of the year before -> households that went or came unseen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from catalog.spelling import key
from etl.check.people import Stand
from etl.findings import Finding, finding
from etl.read.cells import address
from etl.relate import Tables
from etl.tidy import TidySheet


@dataclass
class Review:
    """One annual review of the commune of today: its lists, and where each household stands."""

    listed: dict[str, Stand] = field(default_factory=dict)
    left: dict[str, Stand] = field(default_factory=dict)
    sheets: list[TidySheet] = field(default_factory=list)
    hamlets: set[str] = field(default_factory=set)


Reviews = dict[tuple[str, int], Review]


def reviews(tables: Tables, known: dict[str, list[Stand]]) -> Reviews:
    """The annual reviews by the commune of today and year; a regular review tells of changes only."""
    found: Reviews = defaultdict(Review)
    at: dict[int, Review] = {}
    for sheet in tables.sheets.values():
        info = sheet.info
        if sheet.form.info == "review" and info.round == "annual" and info.year is not None:
            review = found[tables.places.root(info.commune_code, info.date), info.year]
            review.sheets.append(sheet)
            review.hamlets |= {str(r.values.get("hamlet_code")) for r in sheet.records}
            at[id(sheet)] = review
    for household, rows in known.items():
        for stand in rows:
            here = at.get(id(stand.sheet))
            if here is not None:
                (here.left if stand.left else here.listed).setdefault(household, stand)
    return {place: review for place, review in found.items() if review.listed or review.left}


def check_history(known: Reviews) -> Iterable[Finding]:
    """Nobody leaves a list unseen; nobody stays, leaves or changes who was not there before."""
    moved: set[str] = set()  # told already: under another code, or gone without a word
    for (root, year), now in sorted(known.items()):
        yield from _no_summary(now)
        yield from _twins(now)
        before = known.get((root, year - 1))
        if before is not None:
            yield from _between(before, now, moved)


def _no_summary(now: Review) -> Iterable[Finding]:
    """Lists alone give no rate: the whole is not reported."""
    if not any(sheet.form.table == "review_summary" for sheet in now.sheets):
        sheet = next(s for s in now.sheets if s.form.table == "household_list")
        top = sheet.choice.header.top
        yield finding(
            "warning", "review.no_summary", sheet.file, sheet=sheet.sheet.name,
            cell=address(top, sheet.sheet.filled(top)[0]),
        )  # fmt: skip


def _between(before: Review, now: Review, moved: set[str]) -> Iterable[Finding]:
    gone = {
        household: stand
        for household, stand in before.listed.items()
        if household not in now.listed and household not in now.left and household not in moved
    }
    if not any(sheet.form.form == "list_left" for sheet in now.sheets):
        gone = {}
    people = {_person(stand): household for household, stand in gone.items()}
    for household, stand in sorted({**now.left, **now.listed}.items(), key=lambda i: i[1].at):
        wanted = stand.record.values.get("from_status")
        was = before.listed.get(household)
        status = was.record.values.get("status") if was else "not_poor"
        twin = people.get(_person(stand)) if was is None else None
        if twin in gone:
            moved.add(household)
            del gone[twin or ""]
            yield stand.doubt("household.other_code", "household")
        elif wanted not in (None, status) and household not in moved and _covered(stand, before):
            yield stand.doubt("household.before", "movement")
    moved |= set(gone)
    yield from _vanished(gone, now)


def _covered(stand: Stand, review: Review) -> bool:
    return str(stand.record.values.get("hamlet_code")) in review.hamlets


def _person(stand: Stand) -> tuple[str, object]:
    values = stand.record.values
    return key(str(values.get("head_name") or "")), values.get("head_birth_year")


def _vanished(gone: dict[str, Stand], now: Review) -> Iterable[Finding]:
    """Said at the hamlet's section of the list of those who left: there the row is to be added."""
    for stand in gone.values():
        hamlet = stand.record.values.get("hamlet_code")
        lists = [sheet for sheet in now.sheets if sheet.form.form == "list_left"]
        if str(hamlet) not in now.hamlets:
            continue
        rows = [(s, r) for s in lists for r in s.records if r.values.get("hamlet_code") == hamlet]
        sheet, row = (rows[0][0], rows[0][1].section_row) if rows else (lists[0], -1)
        row = row if row >= 0 else sheet.choice.header.top
        where = f"{stand.sheet.file} · {stand.sheet.sheet.name} · {_cell(stand)}"
        yield finding(
            "warning", "list.vanished", sheet.file, sheet=sheet.sheet.name,
            cell=address(row, sheet.sheet.filled(row)[0]), field="household", found=where,
        )  # fmt: skip


def _cell(stand: Stand) -> str:
    return stand.sheet.cell(stand.record.row, "household")


def _twins(now: Review) -> Iterable[Finding]:
    """Poor to near-poor stands in two lists, and says the same in both."""
    has_left = any(sheet.form.form == "list_left" for sheet in now.sheets)
    has_near = any(sheet.form.form == "list_near_poor" for sheet in now.sheets)
    for household, stand in now.left.items():
        twin = now.listed.get(household)
        if stand.record.values.get("movement") != "to_near_poor" or not has_near:
            continue
        if twin is None:
            yield stand.doubt("list.half_moved", "household")
            continue
        for name in ("members", "b1_score", "b2_score"):
            ours, theirs = stand.record.values.get(name), twin.record.values.get(name)
            if None not in (ours, theirs) and ours != theirs:
                where = f"{twin.sheet.sheet.name} · {twin.sheet.cell(twin.record.row, name)}"
                yield stand.doubt("household.two_lists", name, where)
    for household, stand in now.listed.items():
        moved = stand.record.values.get("movement") == "to_near_poor"
        if moved and has_left and household not in now.left:
            yield stand.doubt("list.half_moved", "household")
