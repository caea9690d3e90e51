"""What the theme is told of the whole site, and what Material gets where a site has chosen nothing itself."""

import logging
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import meta as templates
from mkdocs.config.defaults import MkDocsConfig

from gongkai.findings import say
from gongkai.routes import ASSETS
from gongkai.site.head.meta_tags import site_tags
from gongkai.site.mkdocs_compat import MATERIAL_FONT, MATERIAL_ICON
from gongkai.work.settings import SiteSettings

OUR_MAIN = "gongkai/main.html"
THEME = Path(__file__).parent.parent / "theme"
STYLE = f"{ASSETS}/gongkai.css"

log = logging.getLogger("mkdocs.plugins.gongkai")


def set_up_theme(config: MkDocsConfig, settings: SiteSettings) -> None:
    """Put our theme before Material's, tell it of the site, and say once what the site leaves unsaid.

    Args:
        config: MkDocs' configuration, which is changed.
        settings: What the site says of itself.
    """
    if STYLE not in config.extra_css:
        config.extra_css.insert(0, STYLE)
    config.extra.setdefault("generator", False)  # else the footer carries a link of the theme's makers
    config.extra["gongkai"] = _theme_context(settings)
    if config.theme.name == "material":
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        _complete(config.theme)
    else:
        log.warning(say("theme.other"))
    missing = _missing_settings(settings)
    if missing:
        log.info(missing)


def set_up_templates(environment: jinja2.Environment, *, preview: bool, dates: Mapping[str, str]) -> None:
    """Give the templates words and dates, and say it where a site's own main.html takes the meta tags away.

    Outside a preview no template changes while the site is built, and none is asked for its age on every page.
    """
    environment.auto_reload = preview
    environment.globals.update(gk_say=say, gk_dates=dates, gk_once=OncePerDepth(keep=not preview))
    ours = str(THEME) in getattr(environment.loader, "searchpath", ())
    if ours and not extends_ours(environment):
        log.warning(say("theme.main"))


class OncePerDepth:
    """Lets templates render a part once for all pages of one depth.

    ``{% call gk_once("name", base_url) %}…{% endcall %}``: parts that depend on nothing but the way up to the site's
    root took a third of a page's time.
    """

    def __init__(self, *, keep: bool) -> None:
        """Begin with nothing rendered; one a build.

        Args:
            keep: Whether to keep what was rendered; a preview does not, as its templates change.
        """
        self._rendered: dict[tuple[str, str], str] = {}
        self._keep = keep

    def __call__(self, name: str, base: str, caller: Callable[[], str]) -> str:
        """What stands in the call, rendered now or before."""
        text = self._rendered.get((name, base))
        if text is None:
            text = caller()
            if self._keep:
                self._rendered[name, base] = text
        return text


def _theme_context(settings: SiteSettings) -> dict[str, Any]:
    """What the theme is told of the whole site: footer, sponsor, and the head of pages that have no place (404)."""
    shown = [
        {"key": key, "name": say(f"theme.footer.{key}"), "text": text, "url": _register(key, text)}
        for key, text in settings.facts()
        if text
    ]
    return {
        "noindex": settings.noindex,
        "sponsor": settings.sponsor,
        "footer": shown,
        "meta": site_tags(settings),
    }


def _register(key: str, text: str) -> str:
    """The register that a filing number is to be linked to."""
    if key == "icp":
        return "https://beian.miit.gov.cn/"
    digits = "".join(re.findall(r"\d", text))
    return f"https://beian.mps.gov.cn/#/query/webSearch?code={digits}" if key == "police" and digits else ""


def _missing_settings(settings: SiteSettings) -> str | None:
    """One sentence on what the site does not say of itself, or None."""
    missing = [f"{key}（{say(f'theme.footer.{key}')}）" for key, text in settings.facts() if not text]
    if not settings.url:
        missing.append(f"site_url（{say('theme.footer.site_url')}）")
    return say("theme.absent", {"missing": "、".join(missing)}) if missing else None


def _complete(theme: Any) -> None:
    """Give Material what a site has not chosen itself: no foreign fonts, light and dark, an icon of our own."""
    if theme.get("font") == MATERIAL_FONT:
        theme["font"] = False
    if not theme.get("palette"):
        theme["palette"] = [_scheme("default", "light"), _scheme("slate", "dark")]
    if theme.get("favicon") == MATERIAL_ICON:
        theme["favicon"] = f"{ASSETS}/favicon.svg"
    icons = dict(theme.get("icon") or {})
    icons.setdefault("logo", "material/file-table-outline")
    theme["icon"] = icons


def _scheme(scheme: str, name: str) -> Mapping[str, Any]:
    icon = "material/weather-night" if name == "light" else "material/weather-sunny"
    return {
        "media": f"(prefers-color-scheme: {name})",
        "scheme": scheme,
        "primary": "custom",
        "accent": "custom",
        "toggle": {"icon": icon, "name": say(f"theme.to-{'dark' if name == 'light' else 'light'}")},
    }


def extends_ours(environment: jinja2.Environment, name: str = "main.html") -> bool:
    """Whether the template that pages are written with comes down from ours; one that does not loses the meta tags."""
    seen: set[str] = set()
    step: str | None = name
    while step is not None and step not in seen and environment.loader is not None:
        if step == OUR_MAIN:
            return True
        seen.add(step)
        source = environment.loader.get_source(environment, step)[0]
        tree = environment.parse(source)
        tree.body = [node for node in tree.body if isinstance(node, jinja2.nodes.Extends)]
        step = next(iter(templates.find_referenced_templates(tree)), None)
    return False
