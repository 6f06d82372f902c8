"""Review workbooks -> one build of Parquet tables. The face: build, look, switch, verify, write_sample."""
