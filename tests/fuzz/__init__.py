"""Inputs that nobody would write, for everything that reads something: `make fuzz`, a part in each test run."""
