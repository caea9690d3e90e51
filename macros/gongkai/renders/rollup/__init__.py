"""A roll-up as JSON and as a workbook."""
