"""Each class of disease: what is said of it, with which code the build ends, what the tables hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.diseased import containers, identifiers, numbers, structure, texts
from tests.diseased.ill import Ill
from tests.findings.case import Case, check_follows
from tests.findings.desk import Office

ILLS = [ill for part in (texts, numbers, identifiers, structure, containers) for ill in part.ILLS]
#: The identifiers of SAFETY, section 1: letters, and the last number of each.
CLASSES = {"T": 15, "N": 11, "I": 7, "D": 8, "S": 23, "F": 17}


@pytest.mark.parametrize("ill", ILLS, ids=lambda ill: ill.title)
def test_a_disease_is_mended_or_told_and_loses_nothing(
    ill: Ill, office: Office, tmp_path: Path
) -> None:
    desk = office.desk(ill.books, tmp_path / "inbox")
    spot = ill.fault(desk)
    told = desk.understood()
    assert {f.message_key for f in told.findings} == set(ill.said)
    assert told.exit == ill.exit
    if ill.said and spot.cell:
        places = {(f.file, f.sheet, f.cell) for f in told.findings}
        assert (spot.file, spot.sheet, spot.cell) in places
    rule = ill.said[0] if ill.said else ""
    case = Case(rule, "", ill.exit, ill.books, ill.fault, ill.then, ill.value)
    check_follows(case, told, spot, office.sound(ill.books))


def test_every_class_of_disease_has_a_case() -> None:
    every = {f"{letter}{n}" for letter, last in CLASSES.items() for n in range(1, last + 1)}
    assert {ill.code for ill in ILLS} == every
