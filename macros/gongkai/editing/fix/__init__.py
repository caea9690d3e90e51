"""Corrects slips in a site's files that can be meant in one way only; ambiguous ones are listed and left alone."""

from gongkai.editing.fix import (
    characters,
    page_calls,
    page_headings,
    page_signs,
    yaml_figures,
    yaml_layout,
    yaml_said,
    yaml_signs,
)
from gongkai.editing.fix.doubts import OpenReading
from gongkai.editing.fix.files import MendedFile, SiteFile, mended_file
from gongkai.editing.fix.mends import LoaderVerdict, TextKind, all_mends

__all__ = [  # importing a module registers its mends
    "LoaderVerdict",
    "MendedFile",
    "OpenReading",
    "SiteFile",
    "TextKind",
    "all_mends",
    "characters",
    "mended_file",
    "page_calls",
    "page_headings",
    "page_signs",
    "yaml_figures",
    "yaml_layout",
    "yaml_said",
    "yaml_signs",
]
