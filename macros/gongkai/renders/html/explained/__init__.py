"""A table with what its rows, columns and figures mean: a sheet for each row, and one for the columns."""
