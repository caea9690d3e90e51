"""Reports that are kept back for their errors while others are published: they stay as they were published before."""
