"""What a committee does in a test: it looks, decides, freezes, reopens, and fills in forms."""

from __future__ import annotations

from datetime import date

from streamlit.testing.v1 import AppTest

from dashboard import load, minutes, remarks
from dashboard.docket import docket
from dashboard.export.sheet import Sheet, sheet
from dashboard.minutes import Draft
from dashboard.reopened import State, live, reopen
from dashboard.view import View, view_of

WHO = "Trần Thị Mẫu, Văn phòng"
RATE = "poverty_rate/29221/2025"
OFFICE = minutes.Office("29221", True)
HELD = date(2026, 1, 10)
NASTY = "<b>đậm</b> *sao* #let x = 1 $x$ [a] @ref \\ \"q\" 'z' {y} `c` __u__"


def view(tongue: str = "vi", **address: str) -> View:
    """What is live."""
    found = view_of(load.current(), tongue, False, address)
    assert found is not None
    return found


def freeze(title: str = "Họp quý IV", day: date = HELD) -> str:
    """Freeze what is live, as the page does."""
    now = live(view(), day, title)
    alerts = [(key, text) for key, (text, _) in now.alerts.items()]
    number = minutes.freeze(now.agenda, WHO, now.figures.values(), alerts)
    assert number
    return number


def decide(text: str, key: str = "", due: date | None = None) -> int:
    """Write a decision down; its number."""
    now = live(view(), HELD)
    figure = now.figures.get(key)
    said = Draft(OFFICE, text, "Lê Văn Mẫu", due, 2025, now.agenda.build, WHO, figure)
    return minutes.decide(said)


def reopened(number: str, tongue: str = "vi") -> State:
    """A frozen meeting as it was."""
    found = minutes.frozen(number)
    assert found is not None
    return reopen(found, view(tongue))


def button(app: AppTest, key: str) -> AppTest:
    """The page after a click."""
    return app.button(key=key).click().run()


def type_in(app: AppTest, form: str, turn: int = 0, **fields: str) -> None:
    """Type into the fields of a form."""
    for name, text in fields.items():
        key = f"meeting_{form}_{name}_{turn}"
        found = [*app.text_input, *app.text_area]
        next(field for field in found if field.key == key).set_value(text)


def papers(tongue: str) -> tuple[Sheet, State]:
    """The minutes of a second meeting, with everything in them that there can be."""
    decide(NASTY, RATE, date(2025, 6, 30))
    done = decide("Xong việc này")
    freeze()
    minutes.finish(done, WHO, "đúng hạn\nđủ")
    key = "disbursed_vnd/infrastructure@29221/all"
    first = minutes.comment(OFFICE, key, "b", NASTY, WHO)
    minutes.comment(OFFICE, key, "b", "đã rõ", "Lê Văn Mẫu", first)
    number = freeze("Họp *quý* I", date(2026, 4, 10))
    found = minutes.frozen(number)
    assert found is not None
    now, at = reopened(number, tongue), docket(OFFICE, found.meeting)
    assert at.before is not None
    return sheet(view(tongue), now, reopened(at.before.id, tongue), at), now


def remark() -> None:
    """What stands under the source of the poverty rate: its comments, and the form."""
    now = live(view(), HELD)
    remarks.show(view(), now.figures[RATE])
