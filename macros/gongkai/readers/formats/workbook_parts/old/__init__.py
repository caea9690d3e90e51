"""What the bytes of an old workbook (.xls) say of how it shows its cells, of which its reader knows nothing."""
