"""The parts of the page of households, in the order in which they stand on it."""

from dashboard.households.desk import Desk, open_page
from dashboard.households.one import one
from dashboard.households.pairs import pairs
from dashboard.households.paper import paper, round_list
from dashboard.households.show import listing

__all__ = ["Desk", "listing", "one", "open_page", "pairs", "paper", "round_list"]
