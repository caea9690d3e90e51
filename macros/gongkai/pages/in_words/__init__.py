"""A report in a few sentences made from its figures: its summary, the change against last year, the plain page."""
