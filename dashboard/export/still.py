"""An Office file -> the same file, byte for byte, whenever it is made: no clock in it."""

from __future__ import annotations

import io
import re
import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)
_DATED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
_DAY = rb"\g<1>2000-01-01T00:00:00Z\g<2>"


def still(content: bytes) -> bytes:
    """The parts of an Office file in their order, without the moment; workbooks inside it likewise."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            add(new, name, _without_moment(name, old.read(name)))
    return made.getvalue()


def _without_moment(name: str, part: bytes) -> bytes:
    if name.endswith(".xlsx"):
        return still(part)
    return _DATED.sub(_DAY, part) if name == "docProps/core.xml" else part


def add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """One file in an archive, without its moment and its system."""
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0, 0
    archive.writestr(info, content)
