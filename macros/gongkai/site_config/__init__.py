"""A site's mkdocs.yml: read through MkDocs, and what is wrong with it in Chinese."""

from gongkai.site_config.layout import layout_of, read_layout
from gongkai.site_config.option_faults import OptionsError, option_faults

__all__ = ["OptionsError", "layout_of", "option_faults", "read_layout"]
