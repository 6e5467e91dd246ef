"""Files that somebody else made, opened within limits: containers, XML, tables and text in whatever encoding."""
