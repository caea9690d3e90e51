"""The text of a page as a tree of elements."""
