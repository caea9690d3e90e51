"""The search index: what it is fed with, and the command that makes it."""
