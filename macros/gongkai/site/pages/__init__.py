"""Pages and files that are generated, one module a kind."""
