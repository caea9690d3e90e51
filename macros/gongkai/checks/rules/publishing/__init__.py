"""Rules that compare what is published with what was published before."""
