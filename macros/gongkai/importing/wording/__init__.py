"""The results of an import in words: for the terminal, for comments of the YAML and for JSON."""
