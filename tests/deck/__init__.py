"""Slides and the files that are drawn from them."""
