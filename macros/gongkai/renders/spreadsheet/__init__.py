"""Reports as workbooks: the tables as printed with formulas that live, and forms to be filled in."""
