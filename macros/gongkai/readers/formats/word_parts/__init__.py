"""What is done to the parts of a Word file before mammoth reads them."""
