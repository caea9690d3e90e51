"""Tables of a page that it does not show, shows elsewhere as well, or holds as the source of a script."""
