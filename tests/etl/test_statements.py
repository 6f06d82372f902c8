"""The bank's statement is read as it is exported, and one loan in two papers is one loan."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from etl.look import look
from etl.publish import current
from etl.relate.credit import book, credit
from etl.relate.statements import join
from tests import bank, workbooks

NAME = "Sao kê ngân hàng.xlsx"


def built(folder: Path, inbox: Path, lines: list[dict[str, Any]], **how: Any) -> Any:
    """What a build says of the sample with a statement beside it."""
    mine = workbooks.copy(inbox, folder) if not (folder / "inbox").exists() else folder / "inbox"
    bank.statement(mine / NAME, lines, **how)
    return workbooks.run(mine, folder)


def rows(folder: Path, table: str, zone: str = "restricted") -> list[dict[str, Any]]:
    build = folder / "warehouse" / "builds" / str(current(folder / "warehouse"))
    found: list[dict[str, Any]] = pq.read_table(build / zone / f"{table}.parquet").to_pylist()
    return found


def plain(folder: Path) -> list[tuple[Any, ...]]:
    """The statements without their addresses."""
    names = ("loan_code", "as_of_date", "in_term_vnd", "overdue_vnd", "frozen_vnd")
    return sorted(tuple(row[name] for name in names) for row in rows(folder, "loan_statement"))


def test_a_statement_is_read_beside_the_book_and_adds_no_loan(inbox: Path, tmp_path: Path) -> None:
    lines = bank.lines(inbox)
    outcome = built(tmp_path, inbox, lines)
    assert (outcome.report["exit"], workbooks.rules(outcome)) == (0, set())
    wanted = [
        (ln["Số khế ước"], bank.DAY, ln["Dư nợ trong hạn"], ln["Dư nợ quá hạn"], 0) for ln in lines
    ]
    assert plain(tmp_path) == sorted(wanted)
    loans = rows(tmp_path, "loan")
    assert len(loans) == len({row["loan_code"] for row in loans}) == 52
    columns = {name for row in rows(tmp_path, "loan_statement") for name in row}
    assert not columns & {"head_name", "said_code", "identity"}


LAYOUTS: dict[str, dict[str, Any]] = {
    "another order": {"headings": tuple(reversed(bank.HEADINGS))},
    "further columns": {"headings": (*bank.HEADINGS[:5], "Địa chỉ", "Số ĐT", *bank.HEADINGS[5:])},
    "no titles": {"above": ("DỮ LIỆU MINH HỌA",)},
    "many titles": {"above": (*["Dòng tiêu đề của ngân hàng"] * 8, "DỮ LIỆU MINH HỌA")},
    "in million": {"above": ("SAO KÊ", "DỮ LIỆU MINH HỌA", "Đơn vị tính: triệu đồng"), "unit": 10**6},
    "other headings": {"said_as": {"Tên KH": "Tên khách hàng", "Số khế ước": "Số KU",
                                   "Dư nợ trong hạn": "Dư nợ TH", "Dư nợ quá hạn": "Dư nợ QH"}},
    "date above": {"headings": tuple(h for h in bank.HEADINGS if h != "Ngày số liệu"),
                   "above": ("SAO KÊ", "Số liệu đến ngày 31/12/2025", "DỮ LIỆU MINH HỌA")},
    "short date above": {"headings": tuple(h for h in bank.HEADINGS if h != "Ngày số liệu"),
                         "above": ("SAO KÊ", "Đến ngày 31/12/2025", "DỮ LIỆU MINH HỌA")},
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_it_is_read_alike_in_every_layout(layout: str, inbox: Path, tmp_path: Path) -> None:
    lines = bank.lines(inbox)
    outcome = built(tmp_path, inbox, lines, **LAYOUTS[layout])
    unknown = {"column.unknown"} if layout == "further columns" else set()
    assert workbooks.rules(outcome) == unknown
    wanted = [
        (ln["Số khế ước"], bank.DAY, ln["Dư nợ trong hạn"], ln["Dư nợ quá hạn"], 0) for ln in lines
    ]
    assert plain(tmp_path) == sorted(wanted)


def test_look_names_the_form_and_understands_every_heading(inbox: Path, tmp_path: Path) -> None:
    report, code = look(bank.statement(tmp_path / NAME, bank.lines(inbox)))
    (sheet,) = report["sheets"]
    assert (sheet["form"], sheet["edition"], code) == ("loan_statement", "bank-export", 0)
    assert (sheet["header_row"], sheet["unknown_headings"]) == (4, [])


def test_the_same_loan_under_another_code_is_one_loan_and_told(inbox: Path, tmp_path: Path) -> None:
    lines = bank.lines(inbox)
    code = lines[0]["Số khế ước"]
    lines[0]["Số khế ước"] = "6600000-MẪU"
    page = load_workbook(bank.book_of(inbox), data_only=True)["Món vay"]
    (at,) = [cell.row for row in page.iter_rows() for cell in row if cell.value == code]
    outcome = built(tmp_path, inbox, lines)
    assert [(f.rule, f.sheet, f.cell, f.found, f.expected) for f in outcome.findings] == [
        (
            "statement.other_code",
            "BCQUERY",
            "D5",
            "…",
            f"{bank.book_of(inbox).name} · Món vay · {at}",
        )
    ]
    assert len(rows(tmp_path, "loan")) == 52
    assert code in {row[0] for row in plain(tmp_path)}


def test_a_loan_that_only_the_bank_tells_of_is_a_loan_of_its_household(
    inbox: Path, tmp_path: Path
) -> None:
    lines = bank.lines(inbox)
    known = lines[0] | {"Số khế ước": "KU-MỚI", "Mức vay": 99_000_000, "Tổng dư nợ": 90_000_000,
                        "Dư nợ trong hạn": 80_000_000, "Dư nợ khoanh": 10_000_000,
                        "Dư nợ quá hạn": 0}  # fmt: skip
    stranger = known | {"Số khế ước": "KU-LẠ", "Tên KH": "Người Lạ Mẫu 9999"}
    outcome = built(tmp_path, inbox, [*lines, known, stranger])
    assert [(f.rule, f.severity, f.cell) for f in outcome.findings] == [
        ("household.unlisted", "warning", f"C{4 + len(lines) + 2}"),
        ("statement.by_name", "note", f"C{4 + len(lines) + 1}"),
    ]
    loans = {row["loan_code"]: row for row in rows(tmp_path, "loan")}
    assert loans["KU-MỚI"]["household_id"] == loans[lines[0]["Số khế ước"]]["household_id"]
    assert loans["KU-MỚI"]["lender"] == "vbsp"
    ids = {row["household_id"] for row in rows(tmp_path, "household")}
    assert loans["KU-LẠ"]["household_id"] not in {None, *ids}
    assert len(loans) == 54


def test_without_its_book_the_bank_alone_tells_of_the_loans(inbox: Path, tmp_path: Path) -> None:
    mine = Path(shutil.copytree(inbox, tmp_path / "inbox"))
    bank.book_of(mine).unlink()
    lines = bank.lines(inbox)
    built(tmp_path, mine, lines)
    assert len(rows(tmp_path, "loan")) == len(lines)


LENT = date(2025, 1, 10)
#: A loan of 30, of which 5 came back by the book.
LOAN = {"loan_code": "NH-1", "commune_code": "29221", "lender": "vbsp", "household_id": "h",
        "principal_vnd": 30, "disbursed_date": LENT, "due_date": None,
        "head_name": "Người Mẫu 1", "hamlet_code": "TD01"}  # fmt: skip
PAID = {"loan_code": "NH-1", "paid_date": date(2025, 6, 1), "principal_vnd": 5}


def said(**other: Any) -> dict[str, Any]:
    """What the bank says of that loan at the end of the year, with something else in it."""
    return LOAN | {"as_of_date": bank.DAY, "in_term_vnd": 10, "overdue_vnd": 0, "frozen_vnd": None,
                   "outstanding_vnd": None} | other  # fmt: skip


def joined(*statements: dict[str, Any], loans: list[dict[str, Any]] | None = None) -> Any:
    """The tables after the statements met the book."""
    tables = {"loan": [dict(LOAN)] if loans is None else loans, "loan_repayment": [PAID],
              "loan_statement": [dict(row) for row in statements]}  # fmt: skip
    join(tables)
    return tables


def last(tables: Any) -> tuple[Any, ...]:
    """What came back, what is owed and how many households, at the end of the year."""
    rows = [row | {"commune_code": "29221"} for row in tables["loan"]]
    ledger = book(rows, tables["loan_repayment"], tables["loan_statement"])
    row = list(credit(ledger))[-1][0]
    return row["repaid_vnd"], row["outstanding_vnd"], row["households_served"]


def test_a_quarter_that_is_not_over_says_the_day_that_the_loans_tell_of() -> None:
    tables = joined(said(as_of_date=date(2025, 11, 20)))
    rows = [row | {"commune_code": "29221"} for row in tables["loan"]]
    ledger = book(rows, tables["loan_repayment"], tables["loan_statement"])
    found = [(row["quarter_end"], row["as_of_date"]) for row, _ in credit(ledger)]
    assert found[-1] == (date(2025, 12, 31), date(2025, 11, 20))
    assert {end == day for end, day in found[:-1]} == {True}


def test_a_balance_that_cannot_be_read_is_not_nothing() -> None:
    assert last(joined(said())) == (20, 10, 1)
    for part in ("in_term_vnd", "overdue_vnd"):
        assert last(joined(said(**{part: None}))) == (5, 25, 1), "then the book is used"


def test_what_an_export_without_a_column_for_it_froze_is_told_by_its_total() -> None:
    tables = joined(said(outstanding_vnd=25))
    assert tables["loan_statement"][0]["frozen_vnd"] == 15
    assert last(tables) == (5, 25, 1)


def test_nothing_comes_back_below_nothing() -> None:
    """More owed than lent, or nobody says what was lent: what came back is not known."""
    assert last(joined(said(in_term_vnd=40))) == (None, 40, 1)
    unknown = LOAN | {"principal_vnd": None}
    assert last(joined(said(), loans=[unknown])) == (None, 10, 1)


def test_a_column_that_an_export_lacks_is_no_false_sum(inbox: Path, tmp_path: Path) -> None:
    headings = tuple(h for h in bank.HEADINGS if h != "Dư nợ khoanh")
    lines = bank.lines(inbox)
    lines[0] |= {"Dư nợ trong hạn": lines[0]["Dư nợ trong hạn"] - 10**6}
    outcome = built(tmp_path, inbox, lines, headings=headings)
    assert workbooks.rules(outcome) == set()
    assert 10**6 in {row[-1] for row in plain(tmp_path)}


def test_a_loan_of_the_bank_alone_is_not_held_against_its_own_earlier_statement(
    inbox: Path, tmp_path: Path
) -> None:
    lines = bank.lines(inbox)
    new = lines[0] | {"Số khế ước": "KU-MỚI", "Mức vay": 99_000_000}
    before = new | {"Ngày số liệu": date(2025, 11, 30)}
    outcome = built(tmp_path, inbox, [*lines, before, new])
    assert "statement.balance" not in workbooks.rules(outcome)


def test_two_loans_of_one_borrower_and_day_are_never_one_loan() -> None:
    """The book has one of them: the bank's other one is a loan of its own, and no balance is lost."""
    unlike = [said(loan_code="KU-1"), said(loan_code="KU-2", in_term_vnd=7)]
    tables = joined(*unlike)
    assert [row["loan_code"] for row in tables["loan"]] == ["NH-1", "KU-2"]
    assert last(tables) == (20 + 23, 17, 1)
    tables = joined(said(loan_code="KU-1", in_term_vnd=7), said())
    assert [row["loan_code"] for row in tables["loan"]] == ["NH-1", "KU-1"]


def test_one_loan_has_one_line_a_day(inbox: Path, tmp_path: Path) -> None:
    lines = bank.lines(inbox)
    again = lines[0] | {"Số khế ước": f" {lines[0]['Số khế ước'].lower()} "}
    outcome = built(tmp_path, inbox, [*lines, again])
    last_row = 4 + len(lines) + 1
    assert [(f.rule, f.expected) for f in outcome.findings] == [
        ("row.twice", f"{NAME} · BCQUERY · 5")
    ]
    assert len(plain(tmp_path)) == len(lines)
    (file,) = [f for f in outcome.report["files"] if f["file"] == NAME]
    assert (file["rows_quarantined"], last_row) == (1, file["rows_in"])


def test_the_code_of_a_household_is_used_where_it_stands_and_not_asked_for(
    inbox: Path, tmp_path: Path
) -> None:
    lines = bank.lines(inbox)
    new = lines[0] | {"Số khế ước": "KU-MỚI", "Mức vay": 99_000_000, "Tên thôn": None}
    lines[1] = lines[1] | {"Mã hộ": None}
    outcome = built(tmp_path, inbox, [*lines, new], headings=bank.CODED)
    assert workbooks.rules(outcome) == set()
    loans = {row["loan_code"]: row for row in rows(tmp_path, "loan")}
    assert loans["KU-MỚI"]["household_id"] == loans[lines[0]["Số khế ước"]]["household_id"]
    assert len(plain(tmp_path)) == len(lines) + 1


def test_a_loan_without_a_hamlet_is_one_of_the_commune(inbox: Path, tmp_path: Path) -> None:
    before = lent(tmp_path / "before", inbox, [])
    new = {"Số khế ước": "KU-MỚI", "Mức vay": 99_000_000, "Tên thôn": None}
    line = bank.lines(inbox)[0] | new
    assert lent(tmp_path / "after", inbox, [line]) == {"29221": before["29221"] + 1}


def lent(folder: Path, inbox: Path, more: list[dict[str, Any]]) -> dict[str | None, int]:
    """How many loans of the bank the last quarter of each commune has."""
    folder.mkdir()
    built(folder, inbox, [*bank.lines(inbox), *more])
    every = [r for r in rows(folder, "credit_summary", "public") if r["lender"] == "vbsp"]
    end = max(row["quarter_end"] for row in every)
    return {row["commune_code"]: row["loans"] for row in every if row["quarter_end"] == end}


def test_only_the_last_head_of_one_household_is_known_by_name_alone() -> None:
    home = {"household_id": "h", "hamlet_code": "TD01", "head_name": "Người Mẫu 1"}
    after = home | {"head_name": "Người Mẫu 2"}
    for homes, found in (
        ([home], "h"),
        ([home, home | {"household_id": "other"}], "own"),
        ([after], "own"),
        ([home | {"hamlet_code": "TD02"}], "own"),
    ):
        tables = {"household": homes, "household_head": [home], "loan": [],
                  "loan_statement": [said(household_id="own")]}  # fmt: skip
        join(tables)
        assert tables["loan"][0]["household_id"] == found


def test_the_households_that_no_list_knows_are_counted_one_by_one() -> None:
    first, second = (said(loan_code=code, household_id=None) for code in ("KU-1", "KU-2"))
    assert last(joined(first, second, loans=[]))[2] == 2
