"""What the program knows of a language: one file each, and which language a text is in."""
