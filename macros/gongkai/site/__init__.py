"""The site: MkDocs plugin, macros, pages, publishing and theme, all thin layers over the workspace."""
