"""The YAML of agencies and reports → the frozen model, and every finding about how it is written, all in one run."""
