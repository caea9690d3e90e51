"""A report as a Word file in the layout of official documents (GB/T 9704-2012), written as XML."""
