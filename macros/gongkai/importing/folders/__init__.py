"""A folder of documents whose agencies nobody has named: which they are, and what became of each."""
