"""Mistakes put into clean reports: how many the checks find, in the right line, and what they say of clean ones.

    python -m tests.checks.injected [--examples 50] [--kind TEXT] [--seed 1] [--missed 3]

``model`` says what a mistake is, ``clean`` has the reports, ``score`` counts; every other module is a family of kinds.
"""
