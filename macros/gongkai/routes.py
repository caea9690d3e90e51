"""Addresses of pages and links between them, for pages that are made as HTML and never pass through MkDocs' Markdown.

A page is named by its path below the docs folder, as everywhere; either way of writing addresses is followed.
"""

from dataclasses import dataclass
from functools import lru_cache

from mkdocs.utils import get_relative_url

from gongkai.renders.html import escape


@dataclass(frozen=True, slots=True)
class Addresses:
    """How a site writes its addresses.

    Attributes:
        directory_urls: MkDocs' ``use_directory_urls``.
    """

    directory_urls: bool

    def of(self, source: str) -> str:
        """The address of a page relative to the site; empty for the home page where addresses are folders.

        Args:
            source: Its path below the docs folder, ending in ``.md``.
        """
        return _address(source, self.directory_urls)

    def between(self, at: str, source: str) -> str:
        """The address of a page as another page writes it.

        Args:
            at: The page that links.
            source: The page that is linked to.
        """
        return get_relative_url(self.of(source), self.of(at))

    def link(self, at: str, source: str, *, text: str, label: str = "") -> str:
        """A link as HTML.

        Args:
            at: The page that links.
            source: The page that is linked to.
            text: What is seen, plain.
            label: What a screen reader says instead, where the text alone is too short.
        """
        spoken = f' aria-label="{escape(label)}"' if label else ""
        return f'<a href="{escape(self.between(at, source))}"{spoken}>{escape(text)}</a>'


@lru_cache(maxsize=16384)
def _address(source: str, directory_urls: bool) -> str:  # noqa: FBT001 - half of a key
    stem = source.removesuffix(".md")
    folder, _, name = stem.rpartition("/")
    if not directory_urls:
        return f"{stem}.html"
    if name == "index":
        return f"{folder}/" if folder else "./"
    return f"{stem}/"
