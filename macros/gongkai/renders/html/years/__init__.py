"""What sets years next to each other: the comparison of two reports, the series of an agency."""
