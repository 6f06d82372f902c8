"""Workbook -> cells that know their address. The only reader of the inbox."""

from etl.read.cells import Sheet, Workbook
from etl.read.inbox import digest, list_inbox, name_of, read_all, read_workbook

__all__ = ["Sheet", "Workbook", "digest", "list_inbox", "name_of", "read_all", "read_workbook"]
