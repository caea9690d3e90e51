"""Rules about a report's text: title, sections, dates, what is cited, and what a narrative may hold."""
