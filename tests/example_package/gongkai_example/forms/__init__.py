"""The forms of this package: YAML files."""
