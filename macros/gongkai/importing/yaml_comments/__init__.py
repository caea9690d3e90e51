"""Comments of YAML files: where they stand, which a clerk wrote, and how they go into a file that is written again."""
