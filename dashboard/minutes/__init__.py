"""Approvals, meetings, decisions, comments, events <-> data/state: its only writer besides etl's key."""

from dashboard.minutes.comments import Comment, comment, comments
from dashboard.minutes.decisions import Decision, Draft, decide, decisions, finish
from dashboard.minutes.events import KINDS, Event, events, record, withdraw
from dashboard.minutes.kept import Office, is_readable
from dashboard.minutes.locks import Lock, Review, approve, lift, locks
from dashboard.minutes.meetings import Agenda, Frozen, Meeting, freeze, frozen, meetings
from dashboard.minutes.pairs import Pairing, pair, pairings

__all__ = [
    "KINDS",
    "Agenda",
    "Comment",
    "Decision",
    "Draft",
    "Event",
    "Frozen",
    "Lock",
    "Meeting",
    "Office",
    "Pairing",
    "Review",
    "approve",
    "comment",
    "comments",
    "decide",
    "decisions",
    "events",
    "finish",
    "freeze",
    "frozen",
    "is_readable",
    "lift",
    "locks",
    "meetings",
    "pair",
    "pairings",
    "record",
    "withdraw",
]
