"""One reader per file format; ``reading.read_document`` picks the one for a file."""
