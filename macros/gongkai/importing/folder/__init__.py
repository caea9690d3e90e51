"""A folder of mail attachments: what is in it, whose reports these are, and what became of each."""
