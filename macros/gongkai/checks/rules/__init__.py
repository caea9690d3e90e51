"""The rules, each in a file of its own: its function, its number and source, and the wordings of its findings.

Folders sort them for readers; a rule is registered from any of them.
"""
