"""A file form is one file: `SUFFIXES`, `sniff(head, suffix)` and `read(source, options)`."""
