"""Review workbooks -> one build of tables. The face: build, look, give_back, template, write_sample."""
