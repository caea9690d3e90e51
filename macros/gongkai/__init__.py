"""Gongkai: annual disclosure reports as YAML and Markdown, checked and published as a site."""
