"""A question is one file: it returns a Table."""
