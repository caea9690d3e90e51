"""Rows that are doubted once all of them are known: beside others, on the other side of labels, among doubtful ones."""
