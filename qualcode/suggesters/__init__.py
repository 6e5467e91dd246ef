"""A way of suggesting is one file: `suggest(units, knowledge)`."""
