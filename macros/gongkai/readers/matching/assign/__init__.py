"""Stage 3: which table and row each line belongs to."""
