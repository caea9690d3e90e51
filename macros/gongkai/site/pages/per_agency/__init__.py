"""Kinds of pages that each agency has, made from its own files."""
