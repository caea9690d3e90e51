"""A site's mkdocs.yml: read through MkDocs, and what is wrong with it in Chinese."""

from gongkai.site_config.layout import layout_of, read_config, read_layout
from gongkai.site_config.mkdocs_faults import mkdocs_faults
from gongkai.site_config.option_faults import OptionsError, option_faults
from gongkai.site_config.settings_limits import check_settings

__all__ = [
    "OptionsError",
    "check_settings",
    "layout_of",
    "mkdocs_faults",
    "option_faults",
    "read_config",
    "read_layout",
]
