"""The page of a report: its content, its macros, its downloads."""
