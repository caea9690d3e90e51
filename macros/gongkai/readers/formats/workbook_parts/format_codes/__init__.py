"""What the code of a number format of a workbook is made of: sections, and names of colours in them."""
