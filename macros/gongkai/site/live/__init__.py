"""The preview: a site that is served while it is written, whose pages and files are made when they are opened."""
