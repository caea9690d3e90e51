"""Doubts rows once all rows of a table are known: because of lines beside them, or because most others are doubtful.

To doubt a row is to take its columns for uncertain: a remark then asks a person to compare them with the document.
"""
