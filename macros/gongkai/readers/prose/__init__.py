"""The narrative of a document as Markdown."""
