"""Documents of any kind, read and understood step by step; nothing is written here.

The folders, each using those above it only:

- ``document``: what every reader returns (paragraphs, tables, pictures) and how their text is cut into lines, titles
  and sections; ``remarks``: what needs a look.
- ``files``: bytes before they are understood: kind, archive, encoding, size, separate processes.
- ``html``: the tree of a web page as a document, without the page around the report.
- ``formats``: one reader per file format, and ``formats.reading.read_document``, which picks one.
- ``matching``: the tables of a document as figures of a statutory form.
- ``facts``: which agency, which year, published when.
- ``prose``: what is left as Markdown.
"""
