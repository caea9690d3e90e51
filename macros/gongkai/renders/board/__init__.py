"""The filing board as lines, as JSON and as a workbook. It is for the office: no page of the site shows it."""
