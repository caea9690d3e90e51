"""Renders: a table, a narrative or a report into a format. They see tables and reports, and no reader."""
