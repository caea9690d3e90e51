"""The home page's lists."""
