"""Style sheets as texts: where a page holds them, when and in which order they hold, for which elements."""
