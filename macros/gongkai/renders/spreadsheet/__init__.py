"""Reports as workbooks: the tables as printed, with totals as formulas, and forms to be filled in."""
