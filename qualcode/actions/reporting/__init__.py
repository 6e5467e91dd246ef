"""The report of a study: what is in it, and where it comes from. A part of it is one function of `parts`."""
