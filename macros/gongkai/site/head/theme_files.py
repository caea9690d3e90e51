"""Changes the theme's files before they are copied: lighter scripts, icons as a style sheet, unused files left out."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import jinja2
import rjsmin  # type: ignore[import-untyped]
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from gongkai.routes import ASSETS
from gongkai.site.head.drawn_icons import with_drawn_icons
from gongkai.site.head.icon_styles import icon_styles
from gongkai.site.mkdocs_compat import MATERIAL_MAPS, MATERIAL_PALETTE, MATERIAL_SEARCH

_OWN = Path(__file__).resolve().parents[1] / "theme"
_START, _COLOURS = f"{ASSETS}/start.js", "const COLOURS = {};"


def prepare_theme_files(environment: jinja2.Environment, config: MkDocsConfig, files: Files) -> str:
    """Prepare them; return the address of the style sheet of icons, an empty text where there is none.

    Args:
        environment: The templates.
        config: MkDocs' configuration.
        files: The files of the build, which are changed.
    """
    unused = _unused(config)
    for file in list(files):
        if _is_own_script(file):
            script = file.content_string
            if file.src_uri == _START:
                script = script.replace(
                    _COLOURS.format('""'), _COLOURS.format(json.dumps(_colours(environment, config)))
                )
            file.content_string = lighter(script)
        elif unused.fullmatch(file.src_uri) and not _is_of_site(file, config):
            files.remove(file)
    return icon_styles(environment, config, files)


def _colours(environment: jinja2.Environment, config: MkDocsConfig) -> str:
    """What Material writes into each page for its switch of colours; empty where a site has no choice of them."""
    if not config.theme.get("palette") or isinstance(config.theme["palette"], Mapping):
        return ""
    form = environment.get_template(MATERIAL_PALETTE).render(config=config)
    return with_drawn_icons(form.partition(">")[2].rpartition("</form>")[0])


def lighter(script: str) -> str:
    """A script without what only those who change it read: comments, blanks, line ends: a quarter of it."""
    return str(rjsmin.jsmin(script))


def _is_own_script(file: File) -> bool:
    """Whether a file is a script of this package; those that a site has put in their places are left as they are."""
    own = file.src_uri.startswith(f"{ASSETS}/") and file.src_uri.endswith(".js")
    return own and file.abs_src_path is not None and Path(file.abs_src_path).is_relative_to(_OWN)


def _unused(config: MkDocsConfig) -> re.Pattern[str]:
    """Files of Material that no page asks for: 2.2 MB of its 2.5."""
    unused = [MATERIAL_MAPS] if "material/search" in config.plugins else [MATERIAL_MAPS, MATERIAL_SEARCH]
    return re.compile("|".join(unused))


def _is_of_site(file: File, config: MkDocsConfig) -> bool:
    """Whether a file is the site's own, which is left where it is, or no file at all."""
    own = [folder for folder in (config.docs_dir, config.theme.custom_dir) if folder]
    path = file.abs_src_path
    return path is None or any(Path(path).is_relative_to(folder) for folder in own)
