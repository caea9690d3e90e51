"""Which keys of data files hold text and which hold values: a sign in text is meant, in a value perhaps a slip."""

KEYS_OF_ITEMS = (
    *("at", "text", "rule", "reason", "date", "office", "internal", "before", "after", "rolled_into"),
    *("file", "sha256", "telephone", "address", "email", "hours"),
)
"""Keys of notes, explanations, corrections, the original and the contact."""

DATES = ("published", "submitted", "date", "from", "until")
WORDS = (
    *("version", "form", "published", "submitted", "status", "date", "rule", "before", "after", "file", "sha256"),
    *("scope", "from", "until", "reports_to", "successor", "in_rollup", "site_code"),
)
"""Keys whose values are fixed words, figures or dates, and so hold no full-width signs."""
FREE_KEYS = ("heads", "due", "due_members")
"""Keys of mappings with keys of the clerk's own: places, years."""
