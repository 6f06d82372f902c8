"""Workbook -> cells that know their address. The only reader of the inbox."""

from etl.read.cells import Sheet, Workbook
from etl.read.inbox import list_inbox, name_of, open_files, read_all, read_workbook
from etl.read.still import digests

__all__ = [
    "Sheet",
    "Workbook",
    "digests",
    "list_inbox",
    "name_of",
    "open_files",
    "read_all",
    "read_workbook",
]
