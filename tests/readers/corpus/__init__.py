"""Documents of our own in the layouts met in the wild: a consistent report, a mess made of it, a file of some kind."""
