"""Commands for the office that keeps the reports of a whole district."""
