"""Every class of disease that a spreadsheet may have (SAFETY, section 1), by its identifier."""
