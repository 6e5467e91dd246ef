"""A picture is one file: tables in, a figure out."""
