"""What a text may not hold wherever it is published, and what it says of whose it is: read from the words alone."""
