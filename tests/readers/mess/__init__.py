"""Reports drawn at random, made messy in the ways of real pages, written to files, read back and compared.

``draw`` draws a report and the messes made of it, ``figures`` and ``layout`` hold these, ``pages``, ``word``, ``book``
and ``texts`` write the files, and ``judge`` compares what was read with what had been drawn: a cell is right, or it is
listed as open; it is never wrong in silence. ``python -m tests.readers.mess N`` reads N of them and prints a table.
"""
