"""Stage 5: the result, and what is to be said of it."""
