"""Codebooks to and from other programs: REFI-QDA files and tables."""
