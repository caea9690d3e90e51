"""Figures in the prose of a report: read as sentences say them, matched to the cells of the tables, and compared.

``passages`` takes the text of a narrative apart, ``quantities`` and ``words`` read numbers and words, ``claims`` and
``resolving`` find the cells that the words around a number speak of, ``reading`` makes ``Mention``s of them,
``compare`` judges each, ``spelling`` says which macro to write instead. No name of a form is in Python: the ways of
speaking are data (``words/lexicon.zh.yml``), and what they mean is looked up in the form by name or role.
"""
