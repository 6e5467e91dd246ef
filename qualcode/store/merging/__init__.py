"""Copies of a project brought together: rows are united, registers hold what was said last, and what copies do not agree on is asked."""
