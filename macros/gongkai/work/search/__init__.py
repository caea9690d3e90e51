"""The text of pages as the search index is fed with it."""
