"""The words that are looked for in prose: what they may mean, where they are written, how they are met in a text."""
