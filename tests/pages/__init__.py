"""Every page in every language over every kind of warehouse, asserted by the keys of its figures."""
