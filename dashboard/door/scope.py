"""Who is asking -> the rows and columns that they may see. The one place that decides it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from catalog.tables import TABLES, Zone
from dashboard.door.roles import Role

Row = dict[str, Any]
Tables = dict[str, tuple[Row, ...]]


@dataclass(frozen=True)
class Scope:
    """A role and, for an officer of hamlets, which ones. Equal scopes see the same rows."""

    role: Role
    hamlets: frozenset[str] = frozenset()


PUBLIC = Scope(Role.PUBLIC)
EVERYTHING = Scope(Role.ADMIN)
#: Columns of sensitive personal data (Law 91/2025, article 2) that only those see who correct them.
UNSEEN = {"household": frozenset({"ethnicity"}), "household_review": frozenset({"minority"})}


def normal(scope: Scope) -> Scope:
    """The least scope that sees the same rows and columns, so that those who see the same share one copy."""
    if scope.role is Role.HAMLET_OFFICER:
        return scope if scope.hamlets else PUBLIC
    return EVERYTHING if scope.role >= Role.STEWARD else Scope(scope.role)


def visible(scope: Scope, tables: Tables) -> Tables:
    """The rows and columns of each table that a scope may see; what is not said here is not seen."""
    if scope.role >= Role.STEWARD:
        return tables
    public = {name: rows for name, rows in tables.items() if not is_behind(name)}
    behind = {name: rows for name, rows in tables.items() if is_behind(name)}
    if scope.role is Role.COMMITTEE:
        return public | _masked(behind)
    if scope.role is Role.HAMLET_OFFICER:
        return public | _masked(_own(scope.hamlets, behind))
    return public


def is_behind(table: str) -> bool:
    """Whether the rows of a table are for those only whom the door lets in; an unknown table is."""
    known = TABLES.get(table)
    return known is None or known.zone is Zone.RESTRICTED or table == "lineage"


def _masked(tables: Tables) -> Tables:
    return {
        name: tuple({k: v for k, v in row.items() if k not in UNSEEN[name]} for row in rows)
        if name in UNSEEN
        else rows
        for name, rows in tables.items()
    }


def _own(hamlets: frozenset[str], tables: Tables) -> Tables:
    """The rows of the hamlets of an officer; of a table that tells of no hamlet, none."""
    homes = {r["household_id"] for r in tables.get("household", ()) if r["hamlet_code"] in hamlets}
    loans = {r["loan_code"] for r in tables.get("loan", ()) if r["household_id"] in homes}
    return {
        name: tuple(row for row in rows if _is_own(name, row, hamlets, homes, loans))
        for name, rows in tables.items()
    }


def _is_own(name: str, row: Row, hamlets: frozenset[str], homes: set[str], loans: set[str]) -> bool:
    """A row tells its hamlet itself, or through its household, or through its loan."""
    if name == "lineage":  # a key begins with its hamlet; one of a household or a commune does not
        return str(row["row_key"]).partition("|")[0] in hamlets
    if "hamlet_code" in row:
        return row["hamlet_code"] in hamlets
    if "household_id" in row:
        return row["household_id"] in homes
    return row.get("loan_code") in loans


def asks_nobody(illustrative: bool) -> Scope:
    """The scope where no visitor is known: made-up data are open, of real data the aggregates only."""
    return EVERYTHING if illustrative else PUBLIC


_asker: list[Callable[[bool], Scope]] = [asks_nobody]


def ask_by(asker: Callable[[bool], Scope]) -> None:
    """From now on `asker` says who is asking, of made-up or of real data."""
    _asker[0] = asker


def asking(illustrative: bool) -> Scope:
    """The scope of whoever is asking now."""
    return _asker[0](illustrative)
