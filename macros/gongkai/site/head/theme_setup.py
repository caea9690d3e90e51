"""Sets up the theme: variables for all templates, and Material's options that a site has not set itself."""

import logging
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import meta as templates
from jinja2.ext import Extension
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

from gongkai.findings import say
from gongkai.routes import ASSETS, COLUMN_LABELS, SEARCH
from gongkai.site.head.drawn_icons import with_drawn_icons
from gongkai.site.head.icon_styles import without_styles
from gongkai.site.head.meta_tags import site_tags
from gongkai.site.head.theme_listing import list_shown_files
from gongkai.site.mkdocs_compat import (
    MATERIAL_FONT,
    MATERIAL_ICON,
    MATERIAL_WORDS,
    look_up_keys_first,
    share_globals,
)
from gongkai.work.settings import SiteSettings

OUR_MAIN = "gongkai/main.html"
THEME = Path(__file__).parent.parent / "theme"
STYLE = f"{ASSETS}/gongkai.css"

_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_SEARCH_WORD = re.compile(r'"search\.result\.[a-z.]+":"(?:[^"\\]|\\.)*",')
_BLANKS_COUNT = re.compile(r"<(?:pre|textarea)\b")

log = logging.getLogger("mkdocs.plugins.gongkai")


def set_up_theme(config: MkDocsConfig, settings: SiteSettings) -> None:
    """Put our theme's folder before Material's, set its variables, and log once which settings a site lacks.

    Args:
        config: MkDocs' configuration, which is changed.
        settings: The site's name, address, publisher and so on.
    """
    if STYLE not in config.extra_css:
        config.extra_css.insert(0, STYLE)
    list_shown_files(config.theme)
    config.extra.setdefault("generator", False)  # otherwise the footer has a link to the makers of Material
    config.extra["gongkai"] = _theme_context(settings)
    if config.theme.name == "material":
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        _set_defaults(config.theme)
    else:
        log.warning(say("theme.other"))
        config.extra_css.append(COLUMN_LABELS)  # our template has it on the pages that need it
    missing = _missing_settings(settings)
    if missing:
        log.info(missing)


def set_up_templates(
    environment: jinja2.Environment, *, language: object, dates: Mapping[str, str], icons: str = ""
) -> None:
    """Give the templates words and dates, and warn where a site's own main.html leaves the meta tags out.

    No template changes during a build, and a preview begins anew with each change: Jinja need not look at their dates.

    Args:
        environment: The templates.
        language: The language of the theme.
        dates: When pages were last changed.
        icons: The address of the style sheet of ``icon_styles``, or an empty text.
    """
    environment.auto_reload = False
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.add_extension(_WithoutIndents)
    environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False, "separators": (",", ":")}
    share_globals(environment)
    look_up_keys_first(environment)
    environment.globals.update(
        gk_say=say,
        gk_word=MaterialWords(environment, str(language)),
        gk_dates=dates,
        gk_once=OncePerDepth(),
        gk_own_pages=OwnPages(),
        gk_icons=icons,
        gk_linked=without_styles,
        gk_config=without_search_words,
    )
    has_our_theme = str(THEME) in getattr(environment.loader, "searchpath", ())
    if has_our_theme and not extends_ours(environment):
        log.warning(say("theme.main"))


def without_search_words(html: str) -> str:
    """Material's settings without the words of its own search, which is switched off: half of their bytes on each page.

    Args:
        html: The element that holds them.
    """
    return _SEARCH_WORD.sub("", html)


class _WithoutIndents(Extension):
    """Takes indents out of templates as they are loaded: they were a part of every page.

    A template with text of which every blank counts is left as it is. Lines stay, as errors name them.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The source of a template, each line from its first sign on."""
        del name, filename
        return source if _BLANKS_COUNT.search(source) else _INDENT.sub("", source)


class MaterialWords:
    """Material's words in the language of the site, each asked for once a build and not on every page.

    ``partials/language.html`` gives it to the templates as ``lang.t``, as which Material has a macro.
    """

    def __init__(self, environment: jinja2.Environment, language: str) -> None:
        """Begin with no words.

        Args:
            environment: The templates, those with the words among them.
            language: The language, by the name of its template.
        """
        self._environment = environment
        self._names = (MATERIAL_WORDS.format(language), MATERIAL_WORDS.format("en"))
        self._words: dict[str, str] = {}

    def __call__(self, key: str) -> str:
        """The word after a key; the key itself where there is none."""
        word = self._words.get(key)
        if word is None:
            modules: Iterator[Any] = (self._environment.get_template(name).module for name in self._names)
            translation = next((text for module in modules if (text := str(module.t(key)))), key)
            # What Material says is unclear in Chinese: 跳转至 does not say where the link leads.
            word = self._words[key] = say("theme.skip") if key == "action.skip" else translation
        return word


class OncePerDepth:
    """Lets templates render a part once for all pages at the same depth below the site's root.

    ``{% call gk_once("name", base_url) %}…{% endcall %}``, for parts that depend on nothing but the relative path to
    the root. They took a third of the time of a page. Icons in them are those that our style sheet draws.
    """

    def __init__(self) -> None:
        """Begin with nothing rendered; each build has an instance of its own."""
        self._rendered: dict[tuple[str, str], str] = {}

    def __call__(self, name: str, base: str, caller: Callable[[], str]) -> str:
        """The rendered body of the call block, from this call or an earlier one."""
        text = self._rendered.get((name, base))
        if text is None:
            text = self._rendered[name, base] = with_drawn_icons(caller())
        return text


class OwnPages:
    """The site's own pages in the navigation, but for some that are shown elsewhere: looked for once a build."""

    def __init__(self) -> None:
        """Begin with none."""
        self._nav: Navigation | None = None
        self._items: list[Any] = []

    def __call__(self, nav: Navigation, elsewhere: Collection[str]) -> list[Any]:
        """Pages, and folders of pages.

        Args:
            nav: The navigation.
            elsewhere: The sources of the pages that are shown elsewhere; the same throughout a build.
        """
        if nav is not self._nav:
            items: list[Any] = nav.items
            self._nav = nav
            self._items = [item for item in items if not (item.is_page and item.file.src_uri in elsewhere)]
        return self._items


def _theme_context(settings: SiteSettings) -> dict[str, Any]:
    """Template variables of the whole site: footer, sponsor, and the meta tags of pages without a context (404)."""
    footer = [
        {"key": key, "name": say(f"theme.footer.{key}"), "text": text, "url": _register(key, text)}
        for key, text in settings.facts()
        if text
    ]
    return {
        "noindex": settings.noindex,
        "internal": settings.internal,
        "sponsor": settings.sponsor,
        "footer": footer,
        "meta": site_tags(settings),
        "search": settings.addresses.of(SEARCH) if settings.search else "",
    }


def _register(key: str, text: str) -> str:
    """The address of the register that a filing number (ICP, public security) has to be linked to; may be empty."""
    if key == "icp":
        return "https://beian.miit.gov.cn/"
    digits = "".join(re.findall(r"\d", text))
    return f"https://beian.mps.gov.cn/#/query/webSearch?code={digits}" if key == "police" and digits else ""


def _missing_settings(settings: SiteSettings) -> str | None:
    """One sentence that lists the settings that a site lacks, or None."""
    missing = [f"{key}（{say(f'theme.footer.{key}')}）" for key, text in settings.facts() if not text]
    if not settings.url:
        missing.append(f"site_url（{say('theme.footer.site_url')}）")
    return say("theme.absent", {"missing": "、".join(missing)}) if missing else None


def _set_defaults(theme: Any) -> None:
    """Set the options of Material that a site has not set: no fonts from other servers, light and dark, our icon."""
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
    # Each of these icons is written into every page: they are the shortest drawings of a moon and a sun.
    icon = "material/moon-waning-crescent" if name == "light" else "material/white-balance-sunny"
    return {
        "media": f"(prefers-color-scheme: {name})",
        "scheme": scheme,
        "primary": "custom",
        "accent": "custom",
        "toggle": {"icon": icon, "name": say(f"theme.to-{'dark' if name == 'light' else 'light'}")},
    }


def extends_ours(environment: jinja2.Environment, name: str = "main.html") -> bool:
    """Whether a template extends ours, directly or through others; otherwise its pages lack the meta tags."""
    seen: set[str] = set()
    current: str | None = name
    while current is not None and current not in seen and environment.loader is not None:
        if current == OUR_MAIN:
            return True
        seen.add(current)
        source = environment.loader.get_source(environment, current)[0]
        tree = environment.parse(source)
        tree.body = [node for node in tree.body if isinstance(node, jinja2.nodes.Extends)]
        current = next(iter(templates.find_referenced_templates(tree)), None)
    return False
