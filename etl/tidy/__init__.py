"""Cells -> records of one form, each with its address. The ID number stops here."""

from etl.tidy.records import Info, Record, TidySheet
from etl.tidy.sheet import tidy

__all__ = ["Info", "Record", "TidySheet", "tidy"]
