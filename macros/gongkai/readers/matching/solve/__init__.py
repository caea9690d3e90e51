"""Stage 4: which figure stands in which column."""
