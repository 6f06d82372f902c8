"""A text that says nothing, or that a program would run, is told from a text like any other."""

from __future__ import annotations

import pytest

from catalog.forms import Column
from etl.odd import oddity
from etl.read.cells import Fault, Value
from etl.tidy.sections import is_section, section_name
from etl.tidy.values import read_cell


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("N/A", "cell.says_nothing"), ("n/a", "cell.says_nothing"), ("NA", "cell.says_nothing"),
        ("<NA>", "cell.says_nothing"), ("  chưa   rõ ", "cell.says_nothing"), ("#REF!", "cell.says_nothing"),
        ("####", "cell.says_nothing"), ("…", "cell.says_nothing"),
        ("Na", ""), ("Nam", ""), ("Xóm Không Rõ Ràng", ""), ("", ""),
        ("<img src=x onerror=alert(1)>", "cell.code"), ("</script>", "cell.code"), ("<!-- x", "cell.code"),
        ("=HYPERLINK(1)", "cell.code"), ("'=1+1", "cell.code"),
        ("@SUM(A1)", "cell.code"), ("+A1+B2", "cell.code"),
        ("cmd|' /C calc'!A0", "cell.code"),
        ("- Mua bò", ""), ("+84 900 000 000", ""), ("thu nhập < 5 triệu > 3", ""), ("a = b", ""),
        ("Tổ \u0663", "cell.digits"), ("Tổ \uff13", "cell.digits"), ("30 m²", ""),
        ("hai\x0bdòng", "cell.control"), ("hai\ndòng", ""), ("hỏng \ufffd", "text.unknown"),
    ],
)  # fmt: skip
def test_a_text_is_odd_or_a_text_like_any_other(text: str, rule: str) -> None:
    assert oddity(text) == rule


def test_a_text_that_says_nothing_is_kept_and_a_code_that_says_nothing_is_none() -> None:
    place = read_cell("NA", Column("Nơi", "text", field="place_name"))
    code = read_cell("NA", Column("Mã", "text", field="place_code"))
    household = read_cell("N/A", Column("Mã hộ", "household", field="household"))
    assert (place.value, place.doubt) == ("NA", "cell.says_nothing")
    assert (code.value, code.rule) == (None, "cell.no_code")
    assert (household.value, household.rule) == (None, "cell.no_code")


@pytest.mark.parametrize("kind", ["text", "name", "date", "year", "hamlet", "codes"])
def test_a_dash_is_a_blank_with_a_note(kind: str) -> None:
    found = read_cell("–", Column("x", kind, field="f"))
    assert (found.value, found.mended) == (None, "note.dash")


def test_a_number_so_small_that_nobody_means_it_is_none_and_noise_is_taken_off() -> None:
    count, number = Column("x", "count", field="f"), Column("x", "number", field="f")
    assert read_cell(1e-300, number).rule == "cell.not_a_number"
    assert read_cell(388.000000000002, count).value == 388
    assert read_cell(0.30000000000000004, number).value == 0.3


@pytest.mark.parametrize(
    "cells",
    [
        ["I", "ẤP BÃI VỌNG"], ["I. ẤP BÃI VỌNG"], ["i. ấp bãi vọng"], ["N/A"], [Fault("#REF!")], ["-"],
        [True, "ẤP BÃI VỌNG"], ["?", "ẤP BÃI VỌNG"], ["I", "N/A"], ["XI\x0bI. ẤP XÓM THỬ"],
    ],
)  # fmt: skip
def test_a_section_with_a_spoilt_cell_is_a_section_still(cells: list[Value]) -> None:
    assert is_section(cells, divided=True)
    assert section_name(cells) is not None


@pytest.mark.parametrize("cells", [["Trang 2"], [2], [1, "ẤP BÃI VỌNG"], ["Người lập", "Chủ tịch"]])
def test_a_stray_text_is_no_section(cells: list[Value]) -> None:
    assert not is_section(cells, divided=True)
