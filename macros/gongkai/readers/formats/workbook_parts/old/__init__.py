"""How an old workbook (.xls) shows its cells, read from its bytes, as the library that reads it does not tell."""
