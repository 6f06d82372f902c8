"""The parts of the accounts page, in the order in which they stand on it."""

from dashboard.accounts.desk import log, open_page, people, rules
from dashboard.accounts.write import add, change

__all__ = ["add", "change", "log", "open_page", "people", "rules"]
