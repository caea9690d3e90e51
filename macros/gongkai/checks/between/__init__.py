"""Checks between the reports of several agencies: what they are given, how they are run, and the causes they name.

Each of them is a module in ``gongkai.checks.rules.between``.
"""
