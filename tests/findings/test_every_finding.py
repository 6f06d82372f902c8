"""Each kind of finding: its severity, its place, its exit code, what the tables hold, and its absence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from catalog.messages import LANGUAGES, message
from catalog.toml import load
from etl.__main__ import main
from tests.findings import (
    cells,
    files,
    forms,
    households,
    maps,
    programmes,
    sheets,
    statements,
    stops,
)
from tests.findings.case import Case, check_follows
from tests.findings.desk import PLACES, Desk, Office

CASES = [
    case
    for part in (files, sheets, cells, households, forms, programmes, maps, statements, stops)
    for case in part.CASES
]
#: Sentences that no finding says: names of severities, hints of templates, what commands say.
NO_FINDINGS = {"severity", "hint", "command", "more"}
ENDS = re.compile(r"[.;](?=\s|$)")  # of the part that says what is wrong, and of the remedy
PERSONAL = re.compile(r"(Thí Dụ|Mẫu) \d{4}|\d{5}-\d{5}|(?<!\d)(\d{9}|\d{12})(?!\d)")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_a_fault_is_told_at_its_place_and_does_what_its_severity_says(
    case: Case, office: Office, tmp_path: Path
) -> None:
    desk = office.desk(case.books, tmp_path / "inbox")
    spot = case.fault(desk)
    told = desk.understood()
    rule = case.told_as or case.rule
    found = [f for f in told.findings if (f.message_key, f.rule) == (case.rule, rule)]
    assert len(found) == case.number, sorted(
        {(f.rule, f.message_key, f.cell) for f in told.findings}
    )
    first = min(found, key=lambda f: (f.cell, f.field) != (spot.cell, spot.field))
    assert {f.severity for f in found} == {case.severity}
    assert (first.file, first.sheet, first.cell, first.field) == (
        spot.file, spot.sheet, spot.cell, spot.field,
    )  # fmt: skip
    assert told.exit == case.exit
    for language in LANGUAGES:
        assert not PERSONAL.search(first.says(language))
    check_follows(case, told, spot, office.sound(case.books))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_without_the_fault_nothing_of_the_kind_is_said(
    case: Case, office: Office, tmp_path: Path
) -> None:
    if case.sound is None:
        assert office.sound(case.books).findings == []
        return
    desk: Desk = office.desk(case.books, tmp_path / "inbox")
    case.sound(desk)
    assert case.rule not in {f.message_key for f in desk.understood().findings}


@pytest.mark.parametrize("rule", files.SAID)
def test_what_a_build_says_before_it_reads(
    rule: str, office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for spoil in (False, True):
        folder = tmp_path / str(spoil)
        folder.mkdir()
        (folder / "a.xlsx").write_bytes(office.desk((PLACES,), folder).content(PLACES))
        if spoil:
            files.SAID[rule](folder)
        asked = ["build", "--inbox", str(folder), "--warehouse", str(tmp_path / "warehouse")]
        code = main([*asked, "--state", str(tmp_path / "state")])
        said = message(rule, "vi", {"found": "", "expected": "", "field": ""})
        assert (code, said in capsys.readouterr().err) == (0, spoil)


def test_every_finding_that_the_catalog_has_words_for_is_shown_by_a_case() -> None:
    words = {
        f"{group}.{name}"
        for group, names in load("messages/vi.toml").items()
        if group not in NO_FINDINGS
        for name in names
    }
    assert {case.rule for case in CASES} | set(files.SAID) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_and_warning_says_what_is_wrong_and_then_what_to_do(language: str) -> None:
    words = load(f"messages/{language}.toml")
    doubts = {case.rule for case in CASES if case.severity in ("error", "warning")}
    said = {rule: words[rule.partition(".")[0]][rule.partition(".")[2]] for rule in doubts}
    assert {rule for rule, text in said.items() if len(ENDS.findall(text)) < 2} == set()
