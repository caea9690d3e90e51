"""Tables of a Word file as they are shown: hidden rows, rows too low for their figures, cells merged in old ways."""
