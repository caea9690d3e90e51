"""The tools of a table with a line an agency: find by name, choose by kind or state, sort, hide columns."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from gongkai import routes
from gongkai.findings import say
from gongkai.renders.html.markup import escape, fill, join
from gongkai.work.contents import SiteContents
from gongkai.work.page_type import GeneratedPage

SCRIPT = f"{routes.ASSETS}/year-table.js"
_WORDS = {
    "shown": ("shown", "all"),
    "sum-of": ("count",),
    "up": ("name",),
    "down": ("name",),
    "sorted": ("name",),
    "in-order": (),
}
"""Texts that the script fills in, with what it puts there."""


def table_script(contents: SiteContents, page: GeneratedPage) -> Markup:
    """The script that serves ``tools_form``: on a phone it also names the figures of tables."""
    up = contents.settings.addresses.up(page.source)
    return fill('<script src="{}{}" defer></script>', escape(up), escape(SCRIPT))


@dataclass(frozen=True, slots=True)
class RowChoice:
    """A choice among lines.

    Attributes:
        name: What lines say it by: ``kind`` for ``data-kind``.
        label: What is chosen by.
        every: The choice of all of them.
        options: The values that can be chosen, with their names.
    """

    name: str
    label: str
    every: str
    options: Sequence[tuple[str, str]]


def tools_form(columns: Iterable[tuple[int, str]], choices: Iterable[RowChoice]) -> Markup:
    """The form that the script serves; without scripts it is not shown.

    Args:
        columns: The columns that can be sorted by and hidden: which child of its row each is, from 1, and its name.
        choices: What lines are chosen by.
    """
    texts = {name: say(f"data.table.{name}", {field: f"{{{field}}}" for field in _WORDS[name]}) for name in _WORDS}
    words = escape(json.dumps(texts, ensure_ascii=False))
    boxes = join(
        fill('<label><input type="checkbox" value="{}" checked> {}</label>', place, escape(name))
        for place, name in columns
    )
    names = ("find", "name", "name-hint", "order", "list-order", "columns", "reset")
    labels = {name: escape(say(f"data.table.{name}")) for name in names}
    return join(
        (
            fill('<form class="gk-find gk-scripted" aria-label="{}" data-words="{}">', labels["find"], words),
            fill('<label><span>{}</span><input type="search" name="name" autocomplete="off"', labels["name"]),
            fill(' placeholder="{}"></label>', labels["name-hint"]),
            join(map(choice_html, choices)),
            fill('<label><span>{}</span><select name="order"><option value="">', labels["order"]),
            fill("{}</option></select></label>", labels["list-order"]),
            fill('<button type="reset">{}</button>', labels["reset"]),
            fill("<details><summary>{}</summary><fieldset><legend", labels["columns"]),
            fill(' class="gk-hidden">{}</legend>{}</fieldset></details>', labels["columns"], boxes),
            fill('<p role="status"></p></form>'),
        )
    )


def choice_html(choice: RowChoice) -> Markup:
    """A choice as a labelled list."""
    options = join(
        fill('<option value="{}">{}</option>', escape(value), escape(name)) for value, name in choice.options
    )
    return fill(
        '<label><span>{}</span><select name="{}" data-choice><option value="*">{}</option>{}</select></label>',
        escape(choice.label),
        escape(choice.name),
        escape(choice.every),
        options,
    )
