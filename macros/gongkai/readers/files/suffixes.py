"""How the names of files end that can be read: the one list for messages and for whoever asks by the name of a file.

The content decides on the reader, not the name (see ``sniffing``).
"""

TEXTS = (".md", ".txt", ".csv", ".json")
WITHOUT_OFFICE = (".html", ".mht", ".eml", ".docx", ".xlsx", ".pdf", *TEXTS)
"""Read by Gongkai alone."""
BY_OFFICE = (".doc", ".xls", ".xlsb", ".wps", ".et", ".rtf", ".odt", ".ods")
"""Those for some of which LibreOffice must be installed."""
WORKBOOKS = (".xlsx", ".xls", ".xlsb", ".et", ".ods")
DOCUMENTS = (*(suffix for suffix in WITHOUT_OFFICE if suffix not in TEXTS), ".htm", *BY_OFFICE)
"""Those that are no text which may be a list."""
