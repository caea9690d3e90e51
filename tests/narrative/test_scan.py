"""Properties of the template scan for any text: it places each call, never raises, and lets no other template through.

`publish` does with a file what MkDocs and mkdocs-macros do: it removes the front matter and renders body and title in a
real template engine that has the whole configuration. A text in which the scan sees no problem must be rendered without
anything of the configuration, and must call exactly the macros that the scan lists.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import partial
from itertools import permutations
from typing import TYPE_CHECKING, Any

import jinja2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mkdocs.utils import get_markdown_title
from mkdocs.utils.meta import get_data

from gongkai.narrative import FRONT_KEYS, MACROS, parse_narrative, scan
from tests.examples import examples
from tests.pieces import Codes, decoded, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

SECRET = "0f-secret-of-the-configuration"  # noqa: S105 - must never be printed
OPENINGS = ("{{", "{%", "{#")
BLOCKS = {"table", "notes", "report_header", "downloads"}

Call = tuple[str, tuple[Any, ...], tuple[tuple[str, Any], ...]]


class Config:
    """A configuration that prints the secret whichever way a template prints it."""

    secret = SECRET

    def __str__(self) -> str:
        return SECRET

    def __getitem__(self, key: str) -> str:
        return SECRET


@dataclass
class PublishedSite:
    """The result of the template engine: title and page as text, and the macro calls that the page made."""

    text: str = ""
    calls: list[Call] = field(default_factory=list)


def publish(text: str) -> PublishedSite:
    """Render a file as MkDocs and mkdocs-macros do with ``on_undefined: strict``."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    markdown, meta = get_data(text)
    published = PublishedSite()

    def macro(name: str) -> Any:
        def call(*args: Any, **options: Any) -> str:
            published.calls.append((name, args, tuple(options.items())))
            return "⟦…⟧"

        return call

    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False)  # noqa: S701 - as mkdocs-macros does it
    environment.globals.update({name: macro(name) for name in MACROS})
    variables = {"config": Config(), "environment": Config(), "page": Config(), **meta}
    assert variables.get("render_macros") is not False
    body = environment.from_string(markdown).render(**variables)
    calls = list(published.calls)
    title = meta["title"] if "title" in meta else get_markdown_title(markdown)
    if title is not None and any(opening in title for opening in OPENINGS):
        title = environment.from_string(title).render(**variables)
    return PublishedSite(f"{title}\n{body}", calls)


def name_of(call: str) -> str:
    return call.strip("{ \t").partition("(")[0]


def plain(text: str) -> bool:
    return not any(opening in text for opening in OPENINGS)


KEYS = [keys for number in range(3) for keys in permutations(("year", "agency", "of"), number)]
NOT_QUOTED = str.maketrans("", "", '"\\\r\n')
CALL, LINES = 128, 512
"""Bytes that a call is made of, and some lines."""


def macro_call(codes: Codes, names: Sequence[str] = tuple(MACROS)) -> str:
    """A call of one of these macros."""
    name, blank, number, keys = codes.one(names), codes.one(("", " ", "\t")), codes.number(4), codes.one(KEYS)
    given_ = (str(codes.number(10_000)) if codes.chance() else f'"{quoted(codes)}"' for _ in range(number))
    inner = ", ".join([*given_, *(f'{key}="{quoted(codes)}"' for key in keys)])
    return f"{{{{{blank}{name}({inner}){blank}}}}}"


def quoted(codes: Codes) -> str:
    return codes.text(max_size=8).translate(NOT_QUOTED)


WORDS = (
    *("{{", "}}", "{%", "%}", "{#", "#}", "{", "}", "%", "#", "(", ")", "[", "]", '"', "'", "\\", "|", ",", "=", "~"),
    *(".", ":", "-", "+", "*", "_", "`", "```", "<", ">", "!", "&", "?", "\n", "\n\n", "\r\n", "\r", "\t", " ", "    "),
    *("config", "config.secret", "environment", "page", "self", "range(3)", "lipsum()", "raw", "endraw", "set", "for"),
    *("if", "in", "not", "true", "none", "1", "1.5", "0x_", "2020-13-45", "---\n", "...\n", "# ", "## ", "- ", "> "),
    *(
        "title:",
        "title: ",
        "description: ",
        "hide: ",
        "tags: ",
        "figure: ",
        "render_macros: false",
        "note: ",
        "!!! x\n",
    ),
    *('figure("a")', "figure('a')", '{{ figure("a") }}', '{{ table("a") }}', "{{ notes() }}", "{{ config.secret }}"),
    *("year=1", "申请", "一、", "\ufeff", "\u2028", "\x0b", "\x00", "~", "!!str ", "<<: ", "*a", "&a"),
)
words = joined(WORDS, max_size=14)


def written_lines(codes: Codes) -> str:
    """Up to ten calls, other texts, and in half of all cases pieces, one after the other or each on its own."""
    call = partial(macro_call, codes)
    ways = (lambda: codes.one(WORDS), lambda: codes.text(max_size=5), call, call)
    first, between = codes.number(2), codes.one(("", "\n\n"))
    return between.join(codes.one(ways[first:])() for _ in range(codes.number(11)))


lines = decoded(written_lines, LINES)
fronts = st.builds("---\n{}\n---\n{}".format, words, words)
described = st.builds("---\n{}: {}\n---\n{}".format, st.sampled_from(FRONT_KEYS), words | st.text(), lines)
documents = words | lines | fronts | described | st.text()


@given(
    before=st.text().filter(lambda text: plain(text) and not text.endswith("{")),
    call=decoded(macro_call, CALL),
    after=st.text().filter(plain),
)
@settings(max_examples=examples(150), deadline=None)
def test_a_call_has_its_line_and_column_whatever_text_surrounds_it(before: str, call: str, after: str) -> None:
    head = f"# 题\n{before}".replace("\r\n", "\n").replace("\r", "\n")
    name = name_of(call)
    if name in BLOCKS:
        head, after = f"{head}\n", f"\n{after}"
    scanned = scan(f"{head}{call}{after}")

    assert scanned.problems == ()
    assert [(slot.name, slot.line, slot.column) for slot in scanned.slots] == [
        (name, head.count("\n") + 1, len(head) - (head.rfind("\n") + 1) + 1)
    ]


INLINE = [name for name in MACROS if name not in BLOCKS]
STYLES = "甲乙1 *_[]()!<>&\n-+.#|="


def styled_calls(codes: Codes) -> list[str]:
    """Up to a dozen calls within a line, and signs that set text apart."""
    ways = (lambda: codes.text(STYLES, max_size=6), lambda: macro_call(codes, INLINE))
    return [codes.one(ways)() for _ in range(codes.number(13))]


@given(decoded(styled_calls, LINES))
@settings(max_examples=examples(150), deadline=None)
def test_every_call_outside_addresses_and_code_is_in_the_blocks_once_and_in_order(parts: list[str]) -> None:
    text = "甲" + "".join(parts).replace("](", "] (").replace("\n    ", "\n").replace("\n", "\n\n甲")
    narrative, problems = parse_narrative(text, path="docs/a/2020.md")

    assert problems == ()
    assert [slot for block in narrative.blocks for slot in slots_of(block)] == list(narrative.slots)


def slots_of(item: Any) -> list[Any]:
    """Return the calls within a block or an inline part, in order."""
    if hasattr(item, "args"):
        return [item]
    inner = getattr(item, "inlines", None) or getattr(item, "children", None) or ()
    nested = [block for entry in getattr(item, "items", ()) for block in entry]
    return [slot for child in (*inner, *nested) for slot in slots_of(child)]


@given(documents)
@settings(max_examples=examples(400), deadline=None)
@example("---\n- {{ config.secret }}\n---\n")
@example("---\n# {{ config.secret }}\n---\n")
@example("---\n# {{ config.secret }}\ndescription: 2020-13-45\n---\n")
@example("---\n{{ config }}\n\n---\n")
@example("---\ntitle: 2020\n---\n")
@example('{{ figure("a", year=1, year=2) }}')
@example('# 题 {{ figure("a",\n"b") }}')
@example("title: {\ntitle: { config }}\n")
@example("# {\\{ config }}")
def test_scan_and_parse_never_raise_and_text_without_a_problem_runs_nothing_but_macros(text: str) -> None:
    narrative, problems = parse_narrative(text, path="docs/a/2020.md")
    scanned = scan(text)

    assert (scanned.slots, scanned.problems) == (narrative.slots, problems)
    assert all(slot.line >= 1 and slot.column >= 1 for slot in scanned.slots)
    assert all(problem.line >= 1 and problem.column >= 1 for problem in problems)
    if problems:
        return
    published = publish(text)

    assert SECRET not in published.text
    assert published.calls == [(slot.name, slot.args, slot.options) for slot in scanned.slots]


@pytest.mark.parametrize(
    "text",
    [
        "{{ config.secret }}",
        "# {{ config }}",
        "---\ntitle: '{{ config.secret }}'\n---\n",
        "---\n- {{ config.secret }}\n---\n",
        "{% if true %}{{ config }}{% endif %}",
        '{{ figure("a") ~ config }}',
    ],
)
def test_publish_prints_the_secret_of_a_text_with_problems(text: str) -> None:
    assert SECRET in publish(text).text
    assert scan(text).problems


@pytest.mark.parametrize(
    "text",
    [
        "{{ figure(" + "9" * 5000 + ") }}",
        "{{ figure(" + "(" * 3000 + '"a"' + ")" * 3000 + ") }}",
        "{{ " + "not " * 3000 + "figure }}",
        "{{ figure(" + '["a",' * 2000 + "]" * 2000 + ") }}",
    ],
    ids=["digits", "brackets", "not", "lists"],
)
def test_text_on_which_a_template_engine_fails_is_one_problem(text: str) -> None:
    scanned = scan(f'{text}\n{{{{ figure("b") }}}}')

    assert [(problem.line, problem.column) for problem in scanned.problems] == [(1, 1)]
    assert [(slot.args, slot.line) for slot in scanned.slots] == [(("b",), 2)]


@pytest.mark.slow
@pytest.mark.parametrize("sign", ["{{ ", "{{ { ", "{{ a }} ", "{# ", "{% ", '{{ figure("'])
def test_scan_takes_linear_time_on_a_long_text_of_openings(sign: str) -> None:
    text = sign * 20000 + "}}"
    start = time.process_time()

    assert scan(text).problems
    assert time.process_time() - start < 10, "seconds on a processor; on an idle one it takes one or less"
