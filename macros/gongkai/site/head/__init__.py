"""What surrounds a page's content: theme, navigation, meta tags, structured data."""
