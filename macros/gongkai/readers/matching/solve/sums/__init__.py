"""The sums that a form demands, of the figures of a row and of the rows of a table, and what they allow."""
