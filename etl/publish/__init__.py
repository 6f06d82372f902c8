"""Tables -> one build of Parquet files and a manifest, all or nothing. The only writer of the warehouse."""

from etl.publish.keep import sweep
from etl.publish.lock import Busy, locked
from etl.publish.pointer import current, last_manifest, manifest_of, point_to, verify

__all__ = [
    "Busy",
    "current",
    "last_manifest",
    "locked",
    "manifest_of",
    "point_to",
    "sweep",
    "verify",
]
