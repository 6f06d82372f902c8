"""Faults."""

from tests.findings.case import Case

CASES: list[Case] = []
