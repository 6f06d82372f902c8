"""Stock Python only: what start.py does before any package is installed."""
