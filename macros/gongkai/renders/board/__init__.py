"""The filing board as lines, as JSON, as a workbook and as a page. It is for the office: no public site shows it."""
