"""Tells the figures of this year from those of others: what words say so, and columns and rows of both years."""
