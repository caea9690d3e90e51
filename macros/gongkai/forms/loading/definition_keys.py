"""The keys of a form's YAML, by what they are in; the manual's page on forms explains each of them."""

from gongkai.forms.roles import ROLES

_EXPLAINED = ("counts", "article", "unverified", "glossary")

DEFINITION_KEYS = {
    "form": (
        *("version", "form", "title", "authority", "authority_name", "years", "encouraged", "answers_to"),
        *("overview_limit", "aspects", "assessment"),
        *("sections", "tables", "identities", "across", "roles", "glossary"),
    ),
    "years": ("from", "to"),
    "section": ("number", "title", "table", "also", "holds", "fee_within"),
    "aspect": ("name", "also"),
    "table": ("name", "title", "write", "blocks"),
    "block": ("title", "article", "row_head", "corner", "columns_head", "columns", "rows"),
    "column group": ("label", "short", "also", *_EXPLAINED, "columns"),
    "column": ("label", "short", "also", "kind", "unit", *_EXPLAINED),
    "row group": ("label", "glossary", "rows"),
    "row": ("label", "short", "also", "printed", *_EXPLAINED, "answers"),
    "answers": ("rows", "comparable", "why"),
    "identity": ("code", "rule", "table", "each", "total", "parts", "left", "right", "years", "wording"),
    "across": ("code", "rule", "table", "row", "rows", "column", "equals", "level", "years", "wording"),
    "equals": ("year", "row", "column", "sign"),
    "roles": ROLES,
    "glossary": ("term", "meaning", "article", "unverified"),
}
"""What may be in each part of a form, in the order in which messages list it."""
