"""Commands `return`, `template` and `report`: a workbook for the office -> a file and an exit code."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from etl.findings import Exit


def add_commands(commands: Any) -> None:
    """The arguments of `return`, `template` and `report`."""
    back = commands.add_parser("return", help="the same workbook with its doubtful cells marked")
    back.add_argument("file", type=Path)
    back.add_argument("out", type=Path, metavar="OUT.xlsx")
    empty = commands.add_parser("template", help="an empty workbook of a form")
    empty.add_argument("form")
    empty.add_argument("out", type=Path, metavar="OUT.xlsx")
    empty.add_argument("--year", type=int, help="the last year of the columns by year")
    forms = commands.add_parser("report", help="the official summary forms of a year, filled")
    forms.add_argument("year", type=int)
    forms.add_argument("out", type=Path, metavar="OUT.xlsx")
    forms.add_argument("--commune", default="", help="its code, where several reviewed that year")
    forms.add_argument("--warehouse", type=Path, default=Path("data/warehouse"))


def give_back(asked: argparse.Namespace) -> int:
    """`return`: 0 no doubts, 10 doubts marked, 20 the file cannot be read, 40 usage."""
    file, out = asked.file, asked.out
    if not file.is_file():
        return _usage(f"{file}: không có tệp này. Kiểm tra đường dẫn.")
    if out.resolve() == file.resolve() or (out.exists() and out.samefile(file)):
        return _usage(f"{out}: trùng với tệp gốc. Ghi ra tên tệp khác.")
    if wrong := _wrong_place(out):
        return _usage(wrong)
    from etl.give_back import give_back

    returned = give_back(file, out, asked.lang)
    if returned.refused:
        sys.stderr.write(f"{returned.refused.text(asked.lang)}\n")
    else:
        doubts = sum(f.severity != "note" for f in returned.findings)
        sys.stderr.write(f"{out}: {doubts} điểm cần xem lại, đã đánh dấu trong tệp.\n")
        if out.resolve().parent == file.resolve().parent:
            sys.stderr.write(
                "Sửa xong thì chép đè lên tệp gốc; đừng để cả hai trong thư mục nhận.\n"
            )
    return returned.code


def empty_form(asked: argparse.Namespace) -> int:
    """`template`: 0 written, 40 when nobody knows the form."""
    from catalog.forms import forms
    from etl.give_back import replace_whole
    from etl.template import form_of, template

    form = form_of(asked.form)
    if form is None:
        names = "\n".join(f"  {form.form}  ({form.sheet})" for form in forms())
        return _usage(f"{asked.form}: không có biểu mẫu này. Các biểu mẫu:\n{names}")
    if wrong := _wrong_place(asked.out):
        return _usage(wrong)
    year = asked.year or date.today().year
    replace_whole(asked.out, lambda made: template(form, made, year, asked.lang))
    return Exit.FINE


def report(asked: argparse.Namespace) -> int:
    """`report`: 0 written, 20 no whole build, 40 no such review or usage."""
    from etl.give_back import replace_whole
    from etl.official import reviews, write_forms
    from etl.publish import current, verify

    if wrong := _wrong_place(asked.out):
        return _usage(wrong)
    build = current(asked.warehouse)
    if build is None or set(verify(asked.warehouse, build)) - {"CURRENT"}:
        sys.stderr.write("Chưa có bộ số liệu nguyên vẹn để lập biểu. Nạp biểu mẫu trước.\n")
        return Exit.REFUSED
    found = reviews(asked.warehouse, build, asked.year)
    mine = [one for one in found if asked.commune in ("", one.commune_code)]
    if len(mine) != 1:
        known = ", ".join(one.commune_code for one in found) or "–"
        return _usage(f"Năm {asked.year} có biểu rà soát của xã: {known}. Chọn một bằng --commune.")
    replace_whole(asked.out, lambda made: write_forms(mine[0], made))
    sys.stderr.write(f"{asked.out}: biểu để báo cáo; đừng chép vào thư mục nhận.\n")
    return Exit.FINE


def _wrong_place(out: Path) -> str:
    """Why a workbook cannot be written there; "" when it can. Nothing that is there is written over."""
    if out.suffix.casefold() != ".xlsx" or out.is_dir():
        return f"{out}: tệp ghi ra phải có đuôi .xlsx."
    if out.exists():
        return f"{out}: đã có tệp này và không ghi đè. Chọn tên khác, hoặc xóa tệp cũ trước."
    return ""


def _usage(reason: str) -> int:
    sys.stderr.write(f"{reason}\n")
    return Exit.USAGE


COMMANDS = {"return": give_back, "template": empty_form, "report": report}
