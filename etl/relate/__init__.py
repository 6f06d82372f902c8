"""Records of all workbooks -> the published tables: places resolved, households known by one id."""

from etl.relate.tables import Tables, relate, resolve_all

__all__ = ["Tables", "relate", "resolve_all"]
