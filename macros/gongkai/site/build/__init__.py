"""A build: the loaded site, the stage that it is written in, the workers that make pages."""
