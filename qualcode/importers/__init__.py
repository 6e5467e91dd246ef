"""A file form is one file, or one folder: `SUFFIXES`, `sniff(head, suffix)` and `read(source, options)`; reading is imported by `read`."""
