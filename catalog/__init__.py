"""Meaning: what every table, indicator, place and form is. Opens only its own TOML."""
