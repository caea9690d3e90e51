"""When pages are made here and not on other machines: they depend on more than what is sent there."""

import re
from collections.abc import Iterator, Mapping

from mkdocs.config.defaults import MkDocsConfig

from gongkai.findings import say
from gongkai.narrative.links import MAY_LINK
from gongkai.site import mkdocs_compat as compat
from gongkai.work.agency import AgencyData

_KNOWN_EXTENSIONS = re.compile(
    r"abbr|admonition|attr_list|codehilite|def_list|extra|fenced_code|footnotes|legacy_attrs|legacy_em|md_in_html|meta"
    r"|nl2br|sane_lists|smarty|tables|toc|wikilinks|markdown\.extensions\.[a-z_]+|pymdownx\.(?!snippets|b64)[a-z]+"
)
"""Markdown extensions that read no files: those of Python-Markdown, and most of pymdownx."""
_AWAY = re.compile(r"\.\.|[%&]|(?:\]:|[(=<])\s*[\"'<]?/")
"""What a link out of the agency's own folder has; more rather than less is taken for one."""


def site_obstacle(config: MkDocsConfig, templates: Mapping[str, bytes]) -> str:
    """Why no page of a site can be made elsewhere, in Chinese; empty where they can.

    Args:
        config: MkDocs' configuration.
        templates: The site's own templates.
    """
    others = compat.listeners(config, compat.OWN_PLUGINS, events=compat.BUILD_EVENTS)
    if others:
        return say("cluster.plugins", {"names": "、".join(others)})
    extensions = [name for name in map(str, _named(config)) if not _KNOWN_EXTENSIONS.fullmatch(name)]
    if extensions:
        return say("cluster.extensions", {"names": "、".join(extensions)})
    if any(b"pages" in content for content in templates.values()):
        return say("cluster.templates")
    return ""


def is_apart(data: AgencyData, cited: Mapping[str, AgencyData]) -> bool:
    """Whether the pages of an agency depend on nothing but what is sent with it.

    Args:
        data: The agency.
        cited: Those that its narratives take figures from.
    """
    return all(item.agency is not None for item in (data, *cited.values())) and not any(
        MAY_LINK.search(narrative.text) and _AWAY.search(narrative.text) for narrative in data.narratives.values()
    )


def _named(config: MkDocsConfig) -> Iterator[str]:
    """The Markdown extensions that the site names; those that plugins have added are objects."""
    return (item for item in config.markdown_extensions if isinstance(item, str))
