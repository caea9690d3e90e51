"""Stage 1: a document's text and cells in one shape."""
