"""An amount that is like the others of its column in another unit has two meanings, and no value."""

from __future__ import annotations

import pytest

from etl.check.units import check_units
from etl.parts import parts
from etl.read.cells import Sheet
from etl.tidy import tidy

HEAD = ["STT", "Mã món vay", "Mã hộ", "Bên cho vay", "Số tiền vay", "Ngày vay", "Ngày đến hạn"]


def amounts(unit: str, *values: object, aside: bool = False) -> tuple[list[int | None], list[str]]:
    """What is read of a column of amounts, and the cells of which nobody knows the unit."""
    above = [["DANH SÁCH MÓN VAY NĂM 2025"], [f"Đơn vị tính: {unit}"], [], HEAD]
    lines = [
        [n, f"V{n}", f"M-{n:04}", "NHCSXH", value, "01/02/2025", "01/02/2027"]
        for n, value in enumerate(values, 1)
    ]
    sheet = Sheet("Món vay", [*above, *lines])
    found = next(tidy("a.xlsx", part, choice) for part, choice in parts(sheet) if choice)
    if aside:
        found.quarantine(*found.records)
    check_units(found)
    told = [f.cell for f in found.findings if f.rule == "cell.two_units"]
    return [record.values["principal_vnd"] for record in found.records], told


@pytest.mark.parametrize(
    ("unit", "values", "cells"),
    [
        ("triệu đồng", (15, 10, 7_500_000, 12), ["E7"]),
        ("triệu đồng", (15, 10_000_000, 7_500_000, 12, 9, 20_000_000), ["E6", "E7", "E10"]),
        ("đồng", (15_000_000, 10_000_000, 12, 9_000_000), ["E7"]),
        ("đồng", (15_000_000, 10_000_000, 7_500, 9_000_000), ["E7"]),
    ],
)
def test_a_cell_in_another_unit_is_told_and_has_no_value(
    unit: str, values: tuple[object, ...], cells: list[str]
) -> None:
    found, told = amounts(unit, *values)
    assert told == cells
    assert [f"E{n}" for n, value in enumerate(found, 5) if value is None] == cells


@pytest.mark.parametrize(
    ("unit", "values"),
    [
        ("triệu đồng", (0.5, 0.5, 0.3, 1000)),  # a gift of one thousand million beside small ones
        ("triệu đồng", (15, 10, 12, 0, None)),
        ("triệu đồng", (15, 7_500_000)),  # of one other amount nobody knows what is usual
        ("triệu đồng", (15, 10, 12, "7.500.000 đồng")),
        ("đồng", (15_000_000, 10_000_000, 12_000_000, 50_000)),
        ("nghìn đồng", (500, 400, 300, 1_000_000)),
    ],
)
def test_an_amount_that_is_only_large_or_small_stays(unit: str, values: tuple[object, ...]) -> None:
    found, told = amounts(unit, *values)
    assert told == []
    assert [value is None for value in found] == [value is None for value in values]


def test_an_amount_of_a_row_that_is_set_aside_is_told_as_well() -> None:
    assert amounts("triệu đồng", 15, 10, 7_500_000, 12, aside=True) == ([], ["E7"])
