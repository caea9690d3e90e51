"""The pluglet of mkdocs-macros: list it under ``modules:`` as ``gongkai.site.pluglet``.

Where the plugin is used too, both share one workspace. Without the plugin it loads and checks the site itself; tables
look the same.
"""

from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

from gongkai import routes
from gongkai.errors import GongkaiError
from gongkai.narrative.front import OPENING
from gongkai.site.build.macro_setup import check_macros, check_pluglet
from gongkai.site.build.session import Session, session_of
from gongkai.site.report.macros import Macros
from gongkai.site.report.safe_content import SafeContentExtension
from gongkai.site.report.slot_extension import slots_of

HIDDEN = ("config", "environment", "git", "files", "navigation", "plugin")
"""Variables that mkdocs-macros offers to every page and no page of a disclosure site may print."""


_RENDER = "render_macros"


def define_env(env: Any) -> None:
    """Give the macros to mkdocs-macros and take the site's insides out of its variables."""
    if "gongkai" not in env.conf.plugins:  # else the plugin has asked already
        check_macros(env.conf, preview=False)
    session: Session = session_of(env.conf)
    macros = Macros(
        session,
        slots_of(env.conf, styled="gongkai" not in env.conf.plugins),
        source=lambda: str(env.page.file.src_uri),
        address=lambda: str(env.page.file.url),
        glossary=_glossary(env.conf),
    )
    env.conf.markdown_extensions.append(SafeContentExtension(macros))
    for name, macro in macros.all().items():
        env.macro(macro, name)
    env.gongkai = macros
    _hide(env)


def _glossary(config: Any) -> str | None:
    """Address of the glossary; None without the plugin, which adds it, or our style sheet, which hides explanations.

    Empty where the site has written one, whose entries have no address that we know.
    """
    if "gongkai" not in config.plugins or config.theme.name != "material":
        return None
    own = (routes.GLOSSARY, *routes.other_sources(routes.GLOSSARY))
    if any(Path(config.docs_dir, name).is_file() for name in own):
        return ""
    return routes.Addresses(config.use_directory_urls).of(routes.GLOSSARY)


def on_pre_page_macros(env: Any) -> None:
    """Put the calls of a page in and keep the page from mkdocs-macros' template engine, unless it is trusted.

    No text that anybody but the site's owner has written may reach that engine, even if the checks were wrong.

    Raises:
        PluginError: The page holds more than calls, or one that has no meaning.
    """
    macros: Macros = env.gongkai
    macros.begin_page()
    if "gongkai" not in env.conf.plugins:  # else the plugin has given MkDocs the text
        env.markdown = env.page.markdown = macros.completed(env.markdown)
    if OPENING.search(env.markdown) is None:
        env.page.meta[_RENDER] = False
        return
    check_pluglet(env.conf)
    _hide(env)  # mkdocs-macros has added some since
    if macros.source() in macros.workspace.trusted:
        return
    try:
        expanded = macros.expand(env.markdown)
    except GongkaiError as error:
        raise PluginError(str(error)) from error
    env.markdown = env.page.markdown = expanded  # the latter for its title
    env.page.meta[_RENDER] = False


def on_post_page_macros(env: Any) -> None:
    """Take back the key that kept mkdocs-macros from rendering the page a second time."""
    env.page.meta.pop(_RENDER, None)


def _hide(env: Any) -> None:
    for name in HIDDEN:
        env.variables.pop(name, None)
