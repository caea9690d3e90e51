"""Web pages as documents: the walk over the tree, and what of the page is the report."""
