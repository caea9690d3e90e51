"""The site: MkDocs plugin, macros, pages, publishing and theme. Thin faces of the workspace."""
