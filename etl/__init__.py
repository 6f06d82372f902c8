"""Review workbooks -> one build of Parquet tables. The face: build, look, give_back, template, switch, write_sample."""
