"""The tests: sentences and examples. A folder is a kind of promise; `python start.py test` runs them all."""
