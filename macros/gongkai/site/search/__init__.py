"""The search index: what it is fed with, and how it is made."""
