"""The scripts of a page: their texts, and which of their statements are run by themselves."""
