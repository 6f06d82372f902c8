"""Figures -> marks: the only Plotly."""
