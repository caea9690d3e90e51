"""What a build demands of mkdocs-macros before it relies on it."""

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from gongkai.findings import say
from gongkai.narrative import MACROS
from gongkai.site.report.macros import Macros

_DELIMITERS = (
    *("j2_block_start_string", "j2_block_end_string", "j2_variable_start_string", "j2_variable_end_string"),
    *("j2_comment_start_string", "j2_comment_end_string"),
)


def check_macros(config: MkDocsConfig, *, preview: bool) -> None:
    """Hold mkdocs-macros to what the template scan reads; a macro that fails stops a build, and no preview.

    Raises:
        PluginError: It is not there, so that braces would be published, or its delimiters are other ones.
    """
    plugin = config.plugins.get("macros")
    if plugin is None:
        raise PluginError(say("build.no-macros"))
    changed = [name for name in _DELIMITERS if plugin.config.get(name)]
    if changed:
        raise PluginError(say("build.delimiters", {"names": "、".join(changed)}))
    if not plugin.config.get("render_by_default"):
        raise PluginError(say("build.opt-in"))
    plugin.config["on_error_fail"] = not preview
    plugin.config["on_undefined"] = "strict"


def check_pluglet(config: MkDocsConfig) -> None:
    """See that the macros which mkdocs-macros has loaded are ours, and none is hidden by a variable.

    Raises:
        PluginError: One of them is missing, replaced or hidden.
    """
    plugin: Any = config.plugins["macros"]
    missing = [name for name in MACROS if not isinstance(getattr(plugin.macros.get(name), "__self__", None), Macros)]
    if missing:
        raise PluginError(say("build.no-pluglet", {"names": "、".join(missing)}))
    hidden = [name for name in MACROS if name in plugin.variables]
    if hidden:
        raise PluginError(say("build.hidden", {"names": "、".join(hidden)}))
