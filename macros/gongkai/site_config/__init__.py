"""A site's mkdocs.yml: read through MkDocs, and what is wrong with it in Chinese."""

from gongkai.site_config.layout import layout_of, read_config, read_layout
from gongkai.site_config.mkdocs_faults import mkdocs_faults
from gongkai.site_config.option_faults import OptionsError, option_faults

__all__ = ["OptionsError", "layout_of", "mkdocs_faults", "option_faults", "read_config", "read_layout"]
