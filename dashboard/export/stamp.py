"""A file of parts (.docx, .xlsx) -> the same file without the time of its making."""

from __future__ import annotations

import io
import zipfile

STAMP = (2000, 1, 1, 0, 0, 0)


def stamped(made: bytes) -> bytes:
    """The same parts in the same order, each dated alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, STAMP)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return out.getvalue()
