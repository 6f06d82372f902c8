"""Names and codes of places -> the unit that they mean on a day. A unit is (code, valid_from)."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from catalog.spelling import folded, key
from catalog.toml import load

LONGEST = 100  # letters of a name that are compared
COMPARED = 20_000  # names laid beside unknown ones; nobody reads more suggestions than these give
_LEVEL = re.compile(r"^(ấp|thôn|khóm|xóm|bản|buôn|xã|phường|thị trấn)\s+")
_URBAN = re.compile(r"^(?:phường|thị trấn)\s")


def hamlet_key(text: str) -> str:
    """The match key of a hamlet's name, without the word for its level."""
    return _LEVEL.sub("", key(text))


@dataclass
class Places:
    """Every unit known to a build: rows of the table `place`."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    derived: bool = False

    def __post_init__(self) -> None:
        self.index()

    def index(self) -> None:
        """Make the look-ups anew after rows were added."""
        self._hamlets: dict[str, set[str]] = defaultdict(set)
        self._units: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._known: dict[tuple[str, str, date | None], str | None] = {}
        self._addresses: dict[tuple[str, str, date | None], str | None] = {}
        self._roots: dict[tuple[str, date | None], str] = {}
        self._before: dict[str, set[str]] = defaultdict(set)
        self._nearest: dict[str, str] = {}
        self._compared = 0
        for row in sorted(self.rows, key=lambda u: u["valid_from"]):
            self._units[row["place_code"]].append(row)
            if row["level"] == "hamlet":
                self._name(row["name"], row["place_code"])
                for code in (row["place_code"], row["successor_code"]) if row["valid_to"] else ():
                    self._before[code].add(row["parent_code"])
        self.add_aliases(tuple((a["name"], a["hamlet_code"]) for a in load("places.toml")["alias"]))

    def add_aliases(self, aliases: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
        """Other names of hamlets; returned are those that name no hamlet here, or another's own name."""
        refused = []
        self._known.clear()
        self._addresses.clear()
        for name, code in aliases:
            units = self._units.get(code, [])
            home = self._root_of_hamlet(code, None)
            others = self._hamlets.get(hamlet_key(name), set()) - {code}
            taken = [other for other in others if self._root_of_hamlet(other, None) == home]
            if taken or not any(unit["level"] == "hamlet" for unit in units):
                refused.append((name, code))
            else:
                self._name(name, code)
        return refused

    def _name(self, name: str, code: str) -> None:
        """A hamlet may itself be called `Xóm …`: the whole name counts before the shortened one."""
        self._hamlets[key(name)].add(code)
        self._hamlets[hamlet_key(name)].add(code)

    def unit(self, code: str, day: date | None) -> dict[str, Any] | None:
        """The unit that a code means on a day; the latest when no day is given."""
        units = self._units.get(code, [])
        if day is None:
            return units[-1] if units else None
        return next(
            (u for u in units if u["valid_from"] <= day <= (u["valid_to"] or date.max)), None
        )

    def area(self, code: str, day: date | None) -> str:
        """`urban` by the word before a commune's name, else what the catalog says; "" when nobody does."""
        unit = self.unit(code, day) or self.unit(code, None)
        if unit and _URBAN.match(key(unit["name"])):
            return "urban"
        said = {u.get("area", "") for u in catalog_units() if u["place_code"] == code}
        return said.pop() if len(said) == 1 else ""

    def root(self, code: str, day: date | None = None) -> str:
        """The code of the unit of today that a commune has become, following its successors."""
        at = (code, day)
        if at not in self._roots:
            self._roots[at] = self._root(code, day)
        return self._roots[at]

    def _root(self, code: str, day: date | None) -> str:
        seen: set[tuple[str, date]] = set()
        unit = self.unit(code, day) or self.unit(code, None)
        while unit and unit.get("successor_code"):  # its last day may be missing
            step = (unit["place_code"], unit["valid_from"])
            if step in seen:
                break
            seen.add(step)
            following = [
                u
                for u in self._units.get(unit["successor_code"], [])
                if u["valid_from"] > unit["valid_from"]
            ]
            if not following:
                return str(unit["successor_code"])
            unit = min(following, key=lambda u: u["valid_from"])
        return str(unit["place_code"]) if unit else code

    def commune_of(self, hamlet: str, day: date | None) -> str | None:
        """The commune of a hamlet on a day."""
        unit = self.unit(hamlet, day) or self.unit(hamlet, None)
        return str(unit["parent_code"]) if unit and unit["parent_code"] else None

    def origins(self, hamlet: str) -> set[str]:
        """The communes that a hamlet, or what became it, was part of before; else the one that it is in."""
        now = self.commune_of(hamlet, None)
        return self._before.get(hamlet) or ({now} if now else set())

    def hamlet(self, text: str, commune: str, day: date | None) -> str | None:
        """The code of the hamlet that a text names in a commune; None when none or two are meant."""
        at = (text, commune, day)
        if at not in self._known:
            self._known[at] = self._hamlet(text, commune, day)
        return self._known[at]

    def _hamlet(self, text: str, commune: str, day: date | None) -> str | None:
        found = self._hamlets.get(key(text)) or self._hamlets.get(hamlet_key(text), set())
        if not found and text in self._units:
            found = {text}
        if commune and len(found) > 1:
            there = {code for code in found if self.commune_of(code, day) == commune}
            root = self.root(commune, day)
            found = there or {c for c in found if self._root_of_hamlet(c, day) == root}
        elif commune and found and self.root(commune, day) not in self._root_set(found, day):
            return None
        return next(iter(found)) if len(found) == 1 else None

    def _root_set(self, hamlets: set[str], day: date | None) -> set[str]:
        return {self._root_of_hamlet(code, day) for code in hamlets}

    def _root_of_hamlet(self, hamlet: str, day: date | None) -> str:
        commune = self.commune_of(hamlet, day)
        return self.root(commune, day) if commune else ""

    def in_text(self, text: str, commune: str, day: date | None) -> str | None:
        """The hamlet that an address names in its last part, e.g. `Tổ 3, ấp Giang Hà`."""
        at = (text, commune, day)
        if at not in self._addresses:
            last = re.split(r"[,;]", text)[-1].strip()
            self._addresses[at] = self.hamlet(last, commune, day)
        return self._addresses[at]

    def named(self, text: str, commune: str, day: date | None) -> str | None:
        """The hamlet that a text is the name of, or that its last part names, as an address does."""
        return self.hamlet(text, commune, day) or self.in_text(text, commune, day)

    def commune_named(self, name: str, day: date | None) -> str | None:
        """The code of the commune with a name on a day."""
        wanted = hamlet_key(re.sub(r"\(.*\)", "", name[:LONGEST]))
        for row in self.rows:
            if row["level"] != "commune" or (
                day and not row["valid_from"] <= day <= (row["valid_to"] or date.max)
            ):
                continue
            if hamlet_key(re.sub(r"\(.*\)", "", row["name"])) == wanted:
                return str(row["place_code"])
        return None

    def nearest(self, text: str) -> str:
        """The known spelling nearest to a text, to be suggested and never used by itself."""
        known = self._nearest.get(text)
        if known is None:
            known = self._nearest[text] = self._suggest(text[:LONGEST])
        return known

    def _suggest(self, text: str) -> str:
        names = {folded(r["name"]): r["name"] for r in self.rows if r["level"] == "hamlet"}
        self._compared += len(names)
        if self._compared > COMPARED:
            return ""
        close = difflib.get_close_matches(folded(_LEVEL.sub("", key(text))), names, n=3, cutoff=0.6)
        return ", ".join(names[c] for c in close)


def catalog_units() -> list[dict[str, Any]]:
    """The units of `places.toml`, as rows of the table `place`."""
    blank = {"parent_code": None, "valid_to": None, "successor_code": None}
    return [blank | unit for unit in load("places.toml").get("unit", [])]
