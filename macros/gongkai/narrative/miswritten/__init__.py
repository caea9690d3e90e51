"""What is written another way than it should be, and what it means: calls of macros, sections without a heading."""
