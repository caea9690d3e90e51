"""What a build does to the files of the theme before they are copied: lighter scripts, a style sheet of icons."""

from pathlib import Path

import jinja2
import rjsmin  # type: ignore[import-untyped]
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from gongkai.routes import ASSETS
from gongkai.site.head.icon_styles import icon_styles

_OWN = Path(__file__).resolve().parents[1] / "theme"


def prepare_theme_files(environment: jinja2.Environment, config: MkDocsConfig, files: Files) -> str:
    """Prepare them; return the address of the style sheet of icons, an empty text where there is none.

    Args:
        environment: The templates.
        config: MkDocs' configuration.
        files: The files of the build, which are changed.
    """
    for file in files:
        if _is_own_script(file):
            file.content_string = lighter(file.content_string)
    return icon_styles(environment, config, files)


def lighter(script: str) -> str:
    """A script without what only those who change it read: comments, blanks, line ends: a quarter of it."""
    return str(rjsmin.jsmin(script))


def _is_own_script(file: File) -> bool:
    """Whether a file is a script of this package; those that a site has put in their places are left as they are."""
    own = file.src_uri.startswith(f"{ASSETS}/") and file.src_uri.endswith(".js")
    return own and file.abs_src_path is not None and Path(file.abs_src_path).is_relative_to(_OWN)
