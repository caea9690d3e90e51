"""A report as a PDF in the layout of official documents (GB/T 9704-2012), tagged, set by typst."""
