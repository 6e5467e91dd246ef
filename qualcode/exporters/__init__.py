"""A format is one file: `SUFFIX` and `write(report, stream)`."""
