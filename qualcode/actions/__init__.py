"""A thing that a user does is one file."""
