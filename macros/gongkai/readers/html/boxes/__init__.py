"""Tables of a page that are not written as tables."""
