"""Each indicator by the examples of its definition; these files are its documentation."""
