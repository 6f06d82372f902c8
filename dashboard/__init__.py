"""Build -> figures -> marks: load, measure, draw."""
