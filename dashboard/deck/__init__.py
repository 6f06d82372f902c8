"""Figures -> slides as one plain structure, which the page and every file are drawn from."""
