"""The parts of an .xlsx: read, changed, added, related, and written as a new file."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass
from pathlib import Path

from etl.give_back.splice import appended, named, spliced

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "[Content_Types].xml"
_PACKAGE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships"


class Unusual(Exception):
    """The parts do not stand where Excel puts them; nothing can be changed in place."""


@dataclass(frozen=True)
class Relation:
    """One relationship of a part; `target` is the path of the other part inside the package."""

    id: str
    kind: str
    target: str


class Package:
    """An open .xlsx whose parts may be changed; nothing is written before `save`."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.changed: dict[str, bytes] = {}
        self.dropped: set[str] = set()
        names = archive.namelist()
        self.names = {name.replace("\\", "/").casefold(): name for name in names}

    def has(self, part: str) -> bool:
        """Whether the package holds a part."""
        return self._name(part) in self.changed or part.casefold() in self.names

    def read(self, part: str) -> bytes:
        """A part as it now is; raises Unusual when there is none."""
        if not self.has(part):
            raise Unusual(part)
        name = self._name(part)
        return self.changed[name] if name in self.changed else self.archive.read(name)

    def write(self, part: str, content: bytes) -> None:
        """Change or add a part."""
        self.changed[self._name(part)] = content

    def drop(self, part: str) -> None:
        """Leave a part out, with the parts that it alone points to."""
        for relation in self.relations(part):
            self.dropped.add(self._name(relation.target))
        self.dropped |= {self._name(part), self._name(relations_part(part))}

    def _name(self, part: str) -> str:
        return self.names.get(part.casefold(), part)

    def free(self, pattern: str) -> str:
        """The first part name of a pattern (`xl/comments{}.xml`) that nobody uses."""
        number = 1
        while self.has(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def relations(self, part: str) -> list[Relation]:
        """The relationships of a part that stay inside the package."""
        if not self.has(relations_part(part)):
            return []
        base = posixpath.dirname(part)
        return [
            Relation(
                e.attributes.get("Id", ""), e.attributes.get("Type", ""), _inside(base, target)
            )
            for e in named(self.read(relations_part(part)), "Relationship")
            if e.attributes.get("TargetMode") != "External"
            and (target := e.attributes.get("Target", ""))
        ]

    def related(self, part: str, kind: str) -> Relation | None:
        """The first relationship of a kind (the last word of its type)."""
        found = self.relations(part)
        return next((r for r in found if r.kind.endswith(f"/{kind}")), None)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relationship; returns its id."""
        path = relations_part(part)
        if not self.has(path):
            empty = f'<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="{_PACKAGE_RELATION}"/>'
            self.write(path, empty.encode())
        content = self.read(path)
        taken = {e.attributes.get("Id") for e in named(content, "Relationship")}
        name = next(n for n in (f"rId{i}" for i in range(1, len(taken) + 2)) if n not in taken)
        attributes = f'Id="{name}" Type="{RELATION}/{kind}" Target="/{target}"'
        self._append(path, "Relationships", "Relationship", attributes)
        return name

    def declare(self, part: str, kind: str) -> None:
        """Say what kind of content a new part has."""
        self._append(TYPES, "Types", "Override", f'PartName="/{part}" ContentType="{kind}"')

    def declare_suffix(self, suffix: str, kind: str) -> None:
        """Say what kind of content the parts of a suffix have, once."""
        known = {
            e.attributes.get("Extension", "").casefold() for e in named(self.read(TYPES), "Default")
        }
        if suffix not in known:
            attributes = f'Extension="{suffix}" ContentType="{kind}"'
            self._append(TYPES, "Types", "Default", attributes)

    def _append(self, path: str, root: str, name: str, attributes: str) -> None:
        content = self.read(path)
        parent = next(iter(named(content, root)), None)
        if parent is None:
            raise Unusual(path)
        piece = f"<{parent.prefix}{name} {attributes}/>".encode()
        self.write(path, spliced(content, [appended(content, parent, piece)]))

    def save(self, path: Path) -> None:
        """Write the package: unchanged parts as they were, in their order, new ones behind."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for info in self.archive.infolist():
                if info.filename not in self.dropped:
                    content = self.changed.get(info.filename)
                    stamp = zipfile.ZipInfo(info.filename, info.date_time)
                    stamp.compress_type, stamp.external_attr = (
                        zipfile.ZIP_DEFLATED,
                        info.external_attr,
                    )
                    new.writestr(stamp, self.archive.read(info) if content is None else content)
            for name in sorted(self.changed.keys() - set(self.archive.namelist())):
                new.writestr(name, self.changed[name])


def relations_part(part: str) -> str:
    """Where the relationships of a part stand."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _inside(base: str, target: str) -> str:
    path = target.replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", base, path)).lstrip("/")
