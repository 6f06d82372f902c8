"""None yet."""

from tests.diseased.ill import Ill

ILLS: list[Ill] = []
