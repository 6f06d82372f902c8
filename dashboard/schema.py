"""The tables of the state, version by version -> the statements that make them."""

from __future__ import annotations

_REVIEW_LOCK = """CREATE TABLE review_lock (
    id INTEGER PRIMARY KEY, commune_code TEXT NOT NULL, review_year INTEGER NOT NULL,
    review_round TEXT NOT NULL, review_date TEXT NOT NULL, illustrative INTEGER NOT NULL,
    build TEXT NOT NULL, approved_by TEXT NOT NULL CHECK (approved_by <> ''),
    approved_at TEXT NOT NULL, note TEXT NOT NULL)"""
_REVIEW_LOCK_FILE = """CREATE TABLE review_lock_file (
    lock_id INTEGER NOT NULL REFERENCES review_lock, file TEXT NOT NULL, sha256 TEXT NOT NULL,
    PRIMARY KEY (lock_id, file))"""
_REVIEW_UNLOCK = """CREATE TABLE review_unlock (
    lock_id INTEGER PRIMARY KEY REFERENCES review_lock,
    lifted_by TEXT NOT NULL CHECK (lifted_by <> ''), lifted_at TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''))"""

# A figure as it was said: `value` is JSON, so that it comes back as the same number.
_FIGURE = """key TEXT NOT NULL, value TEXT NOT NULL, unit TEXT NOT NULL, part INTEGER, whole INTEGER,
    parts TEXT NOT NULL, as_of TEXT, standard TEXT, reason TEXT NOT NULL, bound TEXT NOT NULL,
    shown TEXT NOT NULL"""
# Whose it is: what was tried out on made-up data never mixes with what a commune decided.
_OFFICE = "commune_code TEXT NOT NULL, illustrative INTEGER NOT NULL"
# The `…_to` columns are the last number of each list at that time: a list is only added to.
_MEETING = f"""CREATE TABLE meeting (
    id TEXT PRIMARY KEY, {_OFFICE}, held_on TEXT NOT NULL,
    title TEXT NOT NULL CHECK (title <> ''), year INTEGER NOT NULL, as_of TEXT,
    build TEXT NOT NULL CHECK (build <> ''),
    frozen_by TEXT NOT NULL CHECK (frozen_by <> ''), frozen_at TEXT NOT NULL,
    decisions_to INTEGER NOT NULL, done_to INTEGER NOT NULL, comments_to INTEGER NOT NULL)"""
_FROZEN_FIGURE = f"""CREATE TABLE frozen_figure (
    meeting_id TEXT NOT NULL REFERENCES meeting, {_FIGURE}, PRIMARY KEY (meeting_id, key))"""
_FROZEN_ALERT = """CREATE TABLE frozen_alert (
    meeting_id TEXT NOT NULL REFERENCES meeting, key TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (meeting_id, key))"""
_DECISION = f"""CREATE TABLE decision (
    id INTEGER PRIMARY KEY, {_OFFICE}, text TEXT NOT NULL CHECK (text <> ''),
    owner TEXT NOT NULL CHECK (owner <> ''), due TEXT, year INTEGER NOT NULL, build TEXT NOT NULL,
    made_by TEXT NOT NULL CHECK (made_by <> ''), made_at TEXT NOT NULL)"""
_DECISION_FIGURE = f"""CREATE TABLE decision_figure (
    decision_id INTEGER PRIMARY KEY REFERENCES decision, {_FIGURE})"""
_DECISION_DONE = """CREATE TABLE decision_done (
    id INTEGER PRIMARY KEY, decision_id INTEGER NOT NULL UNIQUE REFERENCES decision,
    done_by TEXT NOT NULL CHECK (done_by <> ''), done_at TEXT NOT NULL, note TEXT NOT NULL)"""
_COMMENT = f"""CREATE TABLE comment (
    id INTEGER PRIMARY KEY, {_OFFICE}, figure_key TEXT NOT NULL,
    build TEXT NOT NULL, text TEXT NOT NULL CHECK (text <> ''),
    author TEXT NOT NULL CHECK (author <> ''), written_at TEXT NOT NULL,
    answers INTEGER REFERENCES comment)"""
_EVENT = f"""CREATE TABLE event (
    id INTEGER PRIMARY KEY, {_OFFICE}, event_date TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('decision', 'disaster', 'merger', 'policy', 'other')),
    text TEXT NOT NULL CHECK (text <> ''), author TEXT NOT NULL CHECK (author <> ''),
    written_at TEXT NOT NULL)"""
_EVENT_WITHDRAWN = """CREATE TABLE event_withdrawn (
    event_id INTEGER PRIMARY KEY REFERENCES event,
    withdrawn_by TEXT NOT NULL CHECK (withdrawn_by <> ''), withdrawn_at TEXT NOT NULL)"""

# Accounts change; what was done with them is kept. Those of made-up data are not those of the commune.
_ACCOUNT = """CREATE TABLE account (
    id INTEGER PRIMARY KEY, login TEXT NOT NULL CHECK (login <> ''),
    person TEXT NOT NULL CHECK (person <> ''), email TEXT NOT NULL, role TEXT NOT NULL,
    hamlets TEXT NOT NULL, password TEXT NOT NULL, one_time INTEGER NOT NULL,
    since INTEGER NOT NULL DEFAULT 0, closed INTEGER NOT NULL DEFAULT 0,
    illustrative INTEGER NOT NULL, made_at TEXT NOT NULL, UNIQUE (login, illustrative))"""
_ACCESS_LOG = """CREATE TABLE access_log (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, login TEXT NOT NULL, action TEXT NOT NULL,
    about TEXT NOT NULL, household_id TEXT NOT NULL, hamlet_code TEXT NOT NULL, rows INTEGER,
    illustrative INTEGER NOT NULL)"""

# Households by their numbers, as a build offers them; `same`: they are one, else they are two.
_HOUSEHOLD_PAIR = """CREATE TABLE household_pair (
    id INTEGER PRIMARY KEY, earlier TEXT NOT NULL, later TEXT NOT NULL CHECK (later <> earlier),
    same INTEGER NOT NULL CHECK (same IN (0, 1)), illustrative INTEGER NOT NULL,
    build TEXT NOT NULL, reason TEXT NOT NULL CHECK (reason <> ''),
    said_by TEXT NOT NULL CHECK (said_by <> ''), said_at TEXT NOT NULL)"""


def _kept(*tables: str) -> tuple[str, ...]:
    """History is added to; nobody changes or deletes it, by mistake or otherwise."""
    return tuple(
        f"CREATE TRIGGER {table}_{verb.lower()} BEFORE {verb} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'history is not changed'); END"
        for table in tables
        for verb in ("UPDATE", "DELETE")
    )


_FIRST = (
    _REVIEW_LOCK,
    _REVIEW_LOCK_FILE,
    _REVIEW_UNLOCK,
    *_kept("review_lock", "review_lock_file", "review_unlock"),
)
_MEETINGS = (
    _MEETING,
    _FROZEN_FIGURE,
    _FROZEN_ALERT,
    _DECISION,
    _DECISION_FIGURE,
    _DECISION_DONE,
    _COMMENT,
    _EVENT,
    _EVENT_WITHDRAWN,
    *_kept("meeting", "frozen_figure", "frozen_alert", "decision", "decision_figure"),
    *_kept("decision_done", "comment", "event", "event_withdrawn"),
)
_DOOR = (_ACCOUNT, _ACCESS_LOG, *_kept("access_log"))
_LINKS = (_HOUSEHOLD_PAIR, *_kept("household_pair"))
#: The statements of each version of the state (PRAGMA user_version). Versions are added, never changed.
MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _MEETINGS, _DOOR, _LINKS)
