"""A build: the loaded site, the texts and files that go into it, the workers that make pages."""
