"""Mistakes between the reports of several agencies, put into a clean district, and how many of them are found.

``python -m tests.checks.between`` prints the table.
"""
