"""A narrative as HTML by the parser that checks and exports read it with, a mark in the place of each macro call."""

from collections.abc import Sequence
from functools import cache
from textwrap import dedent

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from gongkai.narrative import Narrative
from gongkai.narrative.markdown_parser import admonition_title, markdown_parser
from gongkai.renders.html.markup import escape, fill


def narrative_html(narrative: Narrative) -> str:
    """The text after the front matter as HTML, with the marks of ``Narrative.marked``."""
    text, _ = narrative.marked
    return str(_renderer(hard_paragraphs=narrative.hard_paragraphs).render(text))


@cache
def _renderer(*, hard_paragraphs: bool) -> MarkdownIt:
    parser = markdown_parser.__wrapped__(hard_paragraphs=hard_paragraphs)  # one of its own: rules are added to it

    def admonition(
        renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
    ) -> str:
        del renderer, options, env
        first, _, body = tokens[index].content.partition("\n")
        title = admonition_title(first.strip())
        head = fill('<p class="admonition-title">{}</p>', escape(title)) if title else ""
        return f"{head}{parser.render(dedent(body))}"

    parser.add_render_rule("admonition", admonition)
    return parser
