"""The pluglet of mkdocs-macros: list it under ``modules:`` as ``gongkai.site.pluglet``.

With the plugin it shares the plugin's workspace; alone it loads and checks one of its own, and tables render the same.
"""

from typing import Any

from gongkai.site.macros import Macros
from gongkai.site.session import Session, session_of
from gongkai.site.slots import SlotExtension, Slots

HIDDEN = ("config", "environment", "git", "files", "navigation", "plugin")
"""Variables that mkdocs-macros offers to every page and no page of a disclosure site may print."""


def define_env(env: Any) -> None:
    """Give the macros to mkdocs-macros and take the site's insides out of its variables."""
    session: Session = session_of(env.conf)
    slots = Slots()
    env.conf.markdown_extensions.append(SlotExtension(slots))
    macros = Macros(
        session.workspace,
        slots,
        source=lambda: str(env.page.file.src_uri),
        address=lambda: str(env.page.file.url),
    )
    for name, macro in macros.all().items():
        env.macro(macro, name)
    _hide(env)


def on_pre_page_macros(env: Any) -> None:
    """Hide again what mkdocs-macros adds once navigation and files are known."""
    _hide(env)


def _hide(env: Any) -> None:
    for name in HIDDEN:
        env.variables.pop(name, None)
