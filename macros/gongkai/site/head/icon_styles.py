"""The icons that a site has chosen in ``theme.icon`` for admonitions, annotations and tags, as a style sheet.

Material writes their styles into every page, which a strict content security policy forbids.
"""

import re

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from gongkai.routes import ASSETS
from gongkai.site.mkdocs_compat import MATERIAL_ICON_STYLES

ICONS = f"{ASSETS}/icons.css"

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def icon_styles(environment: jinja2.Environment, config: MkDocsConfig, files: Files) -> str:
    """Add the style sheet to the files of a build; return its address, or an empty text where there are no such icons.

    Args:
        environment: The templates, among them Material's partial that prints the styles.
        config: MkDocs' configuration.
        files: The files of the build, which are changed.
    """
    try:
        partial = environment.get_template(MATERIAL_ICON_STYLES)
    except jinja2.TemplateNotFound:  # the site has another theme
        return ""
    styles = "\n".join(_STYLE.findall(partial.render(config=config)))
    if not styles:
        return ""
    files.append(File.generated(config, ICONS, content=f"{styles}\n"))
    return ICONS


def without_styles(html: str) -> str:
    """HTML of a page's head without the styles that Material has written into it; they are in the style sheet."""
    return _STYLE.sub("", html)
