"""What only some Markdown has: tables between fences, words with attributes."""
