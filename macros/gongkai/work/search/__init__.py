"""Prepares the text of pages for the search index."""
