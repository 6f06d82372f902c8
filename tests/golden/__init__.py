"""Workbooks whose rows are known, and what the reader makes of them."""
