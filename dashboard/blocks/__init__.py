"""Figures -> HTML: every figure carries its key and its raw value."""
