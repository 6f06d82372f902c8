"""Meetings, decisions, comments, events: whole or not at all, by two people at once, and never lost."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard import minutes, state
from dashboard.measure.figure import Figure, Unit, count, rate
from dashboard.minutes import Agenda, Draft
from dashboard.reopened import says
from dashboard.schema import MIGRATIONS
from etl.locks import read_locks
from etl.pinned import pinned
from launch import keep

ROOT = Path(__file__).resolve().parents[2]
WHO = "Trần Thị Mẫu"
OFFICE = minutes.Office("29221", False)
BUILD = "0123456789abcdef"
FIGURES = (
    rate("poverty_rate/29221/2025", 51, 4812, as_of=date(2025, 12, 15), standard="nd07"),
    rate("poverty_rate/TD01/2025", 1, 7),
    rate("disbursement_rate/CT-07/all", 655_000_000, 1_480_000_000, parts=Unit.VND),
    count("press/x/2024", 0.1 + 0.2, Unit.RATE, bound="more_than"),
    count("new/29221/2025/poor", 0, Unit.HOUSEHOLDS),
    count("net_fall/29221/2025", -3, Unit.HOUSEHOLDS),
    count("credit_due_vnd/29221/2025-12-31", None, Unit.VND, reason="no_list"),
)
ALERTS = (("late/Trạm bơm", "Trạm bơm: quá hạn 122 ngày."), ("relapsed/", "4 hộ tái nghèo."))


def agenda(title: str = "Họp quý I", year: int = 2026, build: str = BUILD) -> Agenda:
    return Agenda(OFFICE, date(year, 3, 5), title, 2025, date(2025, 12, 31), build)


def draft(text: str = "Rà soát lại ấp 5", **said: object) -> Draft:
    values: dict[str, object] = {"owner": "Lê Văn Mẫu", "due": date(2026, 6, 30)} | said
    return Draft(
        OFFICE, text, str(values["owner"]), values["due"], 2025, BUILD, WHO, FIGURES[0]  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of the test's own."""
    monkeypatch.setenv(state.STATE, str(tmp_path / "state"))
    return tmp_path / "state"


def test_without_a_state_there_is_nothing_and_reading_makes_nothing(folder: Path) -> None:
    assert minutes.meetings(OFFICE) == minutes.decisions(OFFICE) == ()
    assert minutes.comments(OFFICE) == minutes.events(OFFICE) == ()
    assert minutes.is_readable()
    assert not folder.exists()


def test_a_frozen_state_holds_every_figure_to_the_last_digit() -> None:
    assert minutes.freeze(agenda(), WHO, FIGURES, ALERTS) == "H-2026-01"
    found = minutes.frozen("H-2026-01")
    assert found is not None
    assert [says(f) for f in found.figures] == [says(f) for f in FIGURES]
    assert [repr(f.value) for f in found.figures] == [repr(f.value) for f in FIGURES]
    assert found.alerts == ALERTS
    assert found.meeting.agenda == agenda()
    assert minutes.frozen("H-2026-02") is None


def test_meetings_are_numbered_within_the_year_in_which_they_are_held() -> None:
    numbers = [minutes.freeze(agenda(f"Họp {n}"), WHO, FIGURES, ()) for n in (1, 2)]
    assert [*numbers, minutes.freeze(agenda(year=2027), WHO, FIGURES, ())] == [
        "H-2026-01", "H-2026-02", "H-2027-01",
    ]  # fmt: skip
    assert [m.id for m in minutes.meetings(OFFICE)] == ["H-2027-01", "H-2026-02", "H-2026-01"]
    assert minutes.meetings(minutes.Office("29209", False)) == ()


def test_what_was_tried_out_on_made_up_data_never_stands_among_what_was_decided() -> None:
    trial = minutes.Office("29221", True)
    minutes.comment(trial, "a/1", BUILD, "thử", WHO)
    minutes.record(trial, date(2025, 9, 1), "other", "thử", WHO)
    minutes.decide(replace(draft("thử"), office=trial))
    assert minutes.freeze(replace(agenda("thử"), office=trial), WHO, FIGURES, ())
    readers = (minutes.meetings, minutes.decisions, minutes.comments, minutes.events)
    assert [len(read(trial)) for read in readers] == [1, 1, 1, 1]
    assert [read(OFFICE) for read in readers] == [(), (), (), ()]


def test_the_same_state_is_not_frozen_twice_and_another_one_is() -> None:
    assert minutes.freeze(agenda(), WHO, FIGURES, ALERTS)
    assert minutes.freeze(agenda(), WHO, FIGURES, ALERTS) is None
    minutes.decide(draft())
    assert minutes.freeze(agenda(), WHO, FIGURES, ALERTS) == "H-2026-02"


def test_what_is_needed_must_be_said() -> None:
    for order in (
        lambda: minutes.freeze(agenda(" "), WHO, FIGURES, ()),
        lambda: minutes.freeze(agenda(), " ", FIGURES, ()),
        lambda: minutes.decide(draft(" ")),
        lambda: minutes.decide(draft(owner="")),
        lambda: minutes.comment(OFFICE, "x/1", BUILD, "", WHO),
        lambda: minutes.record(OFFICE, date(2025, 1, 1), "feast", "x", WHO),
        lambda: minutes.record(OFFICE, date(2025, 1, 1), "other", "x", " "),
    ):
        with pytest.raises(ValueError, match=r"empty|feast"):
            order()
    assert minutes.decisions(OFFICE) == minutes.meetings(OFFICE) == minutes.events(OFFICE) == ()


def test_what_nobody_sees_in_a_text_is_not_kept() -> None:
    minutes.decide(draft(" a\x00b\r\nc\u202ed\u0301e\tf \n"))
    minutes.finish(1, WHO, "\x07xong ")
    (found,) = minutes.decisions(OFFICE)
    assert (found.text, found.note) == ("ab\ncd\u0301e\tf", "xong")


def test_a_decision_keeps_its_figure_as_it_then_was_and_is_done_once() -> None:
    number = minutes.decide(draft("Đôn đốc\ngiải ngân"))
    (found,) = minutes.decisions(OFFICE)
    assert (found.text, found.owner, found.due) == (
        "Đôn đốc\ngiải ngân",
        "Lê Văn Mẫu",
        date(2026, 6, 30),
    )
    assert isinstance(found.figure, Figure)
    assert says(found.figure) == says(FIGURES[0])
    assert not found.done
    assert minutes.finish(number, WHO, "xong đợt 1")
    assert not minutes.finish(number, "Lê Văn Mẫu")
    assert not minutes.finish(99, WHO)
    (found,) = minutes.decisions(OFFICE)
    assert (found.done, found.done_by, found.note) == (1, WHO, "xong đợt 1")


def test_an_answer_stands_after_its_comment_and_belongs_to_the_same_figure() -> None:
    first = minutes.comment(OFFICE, "a/1", BUILD, "một", WHO)
    minutes.comment(OFFICE, "a/1", BUILD, "hai", WHO)
    answer = minutes.comment(OFFICE, "a/1", BUILD, "trả lời", "Lê Văn Mẫu", first)
    minutes.comment(OFFICE, "a/1", BUILD, "trả lời câu trả lời", WHO, answer)
    with pytest.raises(ValueError, match="another figure"):
        minutes.comment(OFFICE, "b/1", BUILD, "lạc", WHO, first)
    found = minutes.comments(OFFICE)
    assert [c.text for c in found] == ["một", "trả lời", "trả lời câu trả lời", "hai"]
    assert [c.answers for c in found] == [None, first, first, None]


def test_an_event_is_withdrawn_and_its_history_stays(folder: Path) -> None:
    late = minutes.record(OFFICE, date(2025, 9, 1), "policy", "Chính sách mới", WHO)
    minutes.record(OFFICE, date(2024, 10, 18), "disaster", "Triều cường", WHO)
    assert [e.text for e in minutes.events(OFFICE)] == ["Triều cường", "Chính sách mới"]
    assert minutes.withdraw(late, WHO)
    assert not minutes.withdraw(late, WHO)
    assert [e.text for e in minutes.events(OFFICE)] == ["Triều cường"]
    with closing(sqlite3.connect(folder / state.FILE)) as opened:
        assert opened.execute("SELECT count(*) FROM event").fetchone() == (2,)


TABLES = (
    "meeting", "frozen_figure", "frozen_alert", "decision", "decision_figure", "decision_done",
    "comment", "event", "event_withdrawn",
)  # fmt: skip


def fill() -> None:
    """One row, or more, in each table."""
    minutes.finish(minutes.decide(draft()), WHO)
    minutes.comment(OFFICE, "poverty_rate/29221/2025", BUILD, "một hộ chưa rõ", WHO)
    minutes.withdraw(minutes.record(OFFICE, date(2025, 9, 1), "other", "ghi nhầm", WHO), WHO)
    minutes.record(OFFICE, date(2025, 9, 2), "disaster", "lũ", WHO)
    assert minutes.freeze(agenda(), WHO, FIGURES, ALERTS)


@pytest.mark.parametrize("table", TABLES)
def test_history_is_neither_deleted_nor_changed(table: str, folder: Path) -> None:
    fill()
    with closing(sqlite3.connect(folder / state.FILE)) as opened:
        assert opened.execute(f"SELECT count(*) FROM {table}").fetchone() > (0,)
        for words in (f"DELETE FROM {table}", f"UPDATE {table} SET rowid = rowid"):
            with pytest.raises(sqlite3.IntegrityError, match="history"):
                opened.execute(words)


def test_a_frozen_build_is_named_to_whoever_clears_up(folder: Path) -> None:
    fill()
    assert pinned(folder) == {BUILD}


def test_two_people_at_once_lose_nothing() -> None:
    with ThreadPoolExecutor(8) as people:
        made = list(people.map(lambda n: minutes.decide(draft(f"việc {n}")), range(24)))
        done = list(people.map(lambda n: minutes.finish(n, WHO), [*made, *made]))
        held = list(
            people.map(lambda n: minutes.freeze(agenda(f"{n}"), WHO, FIGURES, ALERTS), range(24))
        )
    assert len(set(made)) == len(minutes.decisions(OFFICE)) == 24
    assert done.count(True) == 24
    assert set(held) == {f"H-2026-{n:02d}" for n in range(1, 25)}
    assert all(len(minutes.frozen(str(n)).figures) == len(FIGURES) for n in held)  # type: ignore[union-attr]


WRITER = """
import sys
from datetime import date
from dashboard import minutes
for number in range(15):
    minutes.comment(minutes.Office("29221", False), "a/1", "b", f"{sys.argv[1]} {number}", sys.argv[1])
"""


def test_two_programs_at_once_lose_nothing() -> None:
    people = [subprocess.Popen([sys.executable, "-c", WRITER, who], cwd=ROOT) for who in "AB"]
    assert [person.wait() for person in people] == [0, 0]
    said = [c.text for c in minutes.comments(OFFICE)]
    assert [t for t in said if t[0] == "A"] == [f"A {n}" for n in range(15)]
    assert len(said) == 30


DYING = """
import os, sys
from datetime import date
from dashboard import minutes
from dashboard.measure.figure import count
def figures():
    for number in range(3000):
        yield count(f"poverty_rate/{number:04d}/2025", number)
    sys.stdout.write("half\\n"); sys.stdout.flush()
    os._exit(9)
minutes.freeze(
    minutes.Agenda(
        minutes.Office("29221", False), date(2026, 3, 5), "Họp", 2025, None, "0123456789abcdef"),
    "Trần Thị Mẫu", figures(), ())
"""


def test_a_freeze_that_dies_half_way_leaves_no_half(folder: Path) -> None:
    minutes.decide(draft())
    died = subprocess.run(
        [sys.executable, "-c", DYING], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (died.returncode, died.stdout) == (9, "half\n")
    assert minutes.meetings(OFFICE) == ()
    assert pinned(folder) == frozenset()
    assert len(minutes.decisions(OFFICE)) == 1
    assert minutes.freeze(agenda(), WHO, FIGURES, ALERTS) == "H-2026-01"


MIGRATING = """
import os, sys
from dashboard import minutes, state
class Dying(tuple):
    def __iter__(self):
        for statement in tuple.__iter__(self):
            if "TRIGGER event_delete" in statement:
                sys.stdout.write("half\\n"); sys.stdout.flush()
                os._exit(9)
            yield statement
state.MIGRATIONS = (state.MIGRATIONS[0], Dying(state.MIGRATIONS[1]))
minutes.comment(minutes.Office("29221", False), "a/1", "b", "một", "Trần Thị Mẫu")
"""


def test_a_migration_that_dies_half_way_leaves_the_approvals_and_no_half(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "MIGRATIONS", MIGRATIONS[:1])
    review = minutes.Review("29221", 2025, "annual", "2025-12-15", False, BUILD, (("a", "b"),))
    assert minutes.approve(review, WHO)
    assert minutes.meetings(OFFICE) == (), "a state of the version before has no meetings"
    died = subprocess.run(
        [sys.executable, "-c", MIGRATING], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (died.returncode, died.stdout) == (9, "half\n")
    with closing(sqlite3.connect(folder / state.FILE)) as opened:
        assert opened.execute("PRAGMA user_version").fetchone() == (1,)
        names = {row[0] for row in opened.execute("SELECT name FROM sqlite_master")}
    assert not names & set(TABLES)
    monkeypatch.setattr(state, "MIGRATIONS", MIGRATIONS)
    assert minutes.comment(OFFICE, "a/1", "b", "một", WHO)
    assert len(minutes.locks()) == len(read_locks(folder)) == 1


def test_a_spoilt_state_is_not_taken_for_an_empty_one(folder: Path) -> None:
    folder.mkdir()
    (folder / state.FILE).write_bytes(b"this is no database, and long enough to be read as one" * 9)
    assert not minutes.is_readable()
    assert minutes.decisions(OFFICE) == ()
    with pytest.raises(OSError, match=r"state\.sqlite"):
        minutes.decide(draft())


def test_everything_that_was_written_comes_back_from_a_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep, "DATA", tmp_path)
    fill()
    before = said()
    assert keep.backup(tmp_path / "kept.zip") == 0
    minutes.decide(draft("sau khi sao lưu"))
    assert said() != before
    assert keep.restore(tmp_path / "kept.zip") == 0
    assert said() == before
    assert minutes.decide(draft("sau khi khôi phục")) == 2


def said() -> tuple[object, ...]:
    """All that the state holds."""
    readers = (minutes.meetings, minutes.decisions, minutes.comments, minutes.events)
    found = minutes.frozen("H-2026-01")
    assert found is not None
    return (*(read(OFFICE) for read in readers), [says(f) for f in found.figures], found.alerts)
