"""Readers of files that programs write for programs, with the figures of a report in them."""
