"""The tests: sentences and examples. A folder is a kind of promise; `python start.py test` runs them all."""

import os

os.environ["OPENPYXL_LXML"] = "False"  # the workbooks of the tests are written the same everywhere
