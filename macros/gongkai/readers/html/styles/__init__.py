"""Style sheets: what those of a page declare for an element, and what that does to its text."""
