"""The title of a sheet against what its rows hold: the rows decide, the title is doubted."""

from __future__ import annotations

from catalog.forms import Form, forms
from catalog.spelling import clean, key
from catalog.tables import GROUPS
from etl.read.cells import address
from etl.tidy import TidySheet

_NEAR, _POOR = "hộ cận nghèo", "hộ nghèo"


def check_title(sheet: TidySheet) -> None:
    """A title that says poor over a sheet of the near-poor, or the other way round."""
    group = sheet.form.constants.get("group") or sheet.form.constants.get("status")
    if group not in GROUPS:
        return
    for row in range(sheet.choice.header.top):
        for column in sheet.sheet.filled(row):
            text = sheet.sheet.at(row, column)
            if not isinstance(text, str) or not clean(text).isupper() or len(clean(text)) <= 12:
                continue
            said = _groups_of(text)
            if said and group not in said:
                sheet.report(
                    "warning", "sheet.title_differs", row, cell=address(row, column),
                    found=clean(text)[:80], expected=_title_of(sheet.form),
                )  # fmt: skip


def _groups_of(text: str) -> set[str]:
    words = key(text)
    near = {"near_poor"} if key(_NEAR) in words else set()
    return near | ({"poor"} if key(_POOR) in words else set())


def _title_of(form: Form) -> str:
    """The usual title of a form, without its year."""
    return next(f.title for f in forms() if f is form).split("{")[0].removesuffix("NĂM ").strip()
