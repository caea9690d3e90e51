"""What is wrong with the plugin's options in mkdocs.yml, in Chinese, before MkDocs says it in its own words."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mkdocs.config import config_options as c
from mkdocs.config.base import BaseConfigOption
from mkdocs.exceptions import Abort

from gongkai.findings import say
from gongkai.forms.places import nearest
from gongkai.words import words


class OptionsError(Abort):
    """Options of the plugin are not valid; the message says in Chinese what to write, and MkDocs prints it as it is.

    The command ends with 2, as for anything else that cannot be read; MkDocs would end it with 1.
    """

    code = 2
    exit_code = 2


def option_faults(
    options: Mapping[str, Any],
    schema: Mapping[str, BaseConfigOption[Any]],
    file: Path | None,
    *,
    names: Mapping[str, Callable[[str], str]] = MappingProxyType({}),
    values: Mapping[str, Callable[[Any], str]] = MappingProxyType({}),
) -> tuple[str, ...]:
    """What is wrong with the options of the plugin, a sentence for each.

    Args:
        options: The options as written.
        schema: The options that there are.
        file: The file that they stand in, if it is known.
        names: By option that switches things on and off by their names, what is wrong with a name; empty for nothing.
        values: By option of a kind of its own, what is wrong with its value; empty for nothing.
    """
    lines = file.read_text(encoding="utf-8", errors="replace").split("\n") if file is not None else []
    name = file.name if file is not None else "mkdocs.yml"
    faults = [
        (key, "", why)
        for key, value in options.items()
        for why in ([values[key](value)] if key in values else _faults(key, value, schema))
        if why
    ]
    for key, fault_of in names.items():
        switches = options.get(key)
        format_names = map(str, switches) if isinstance(switches, dict) else ()
        faults += [(key, word, why) for word in format_names if (why := fault_of(word))]
    return tuple(f"{name}{_place(lines, key, word)} {why}" for key, word, why in faults)


def _place(lines: list[str], key: str, word: str = "") -> str:
    """Line and column of an option, or of a word in it, as a place: on the line of the plugin's name or one below."""
    begin = next((number for number, line in enumerate(lines) if re.match(r"\s*-?\s*gongkai\s*:", line)), 0)
    spot = _spot(lines, begin, re.compile(rf"^[\s\-{{,]*(?P<name>{re.escape(key)})\s*:"))
    if spot is not None and word:
        inside = re.compile(rf"(?<![\w-])(?P<name>[\"']?{re.escape(word)}[\"']?)\s*:")
        spot = _spot(lines, spot[0], inside) or spot
    return f":{spot[0] + 1}:{spot[1] + 1}" if spot is not None else ""


def _spot(lines: list[str], begin: int, pattern: re.Pattern[str]) -> tuple[int, int] | None:
    """The first line from one on that a pattern is in, and where its name begins there, both from 0."""
    matches = ((number, pattern.search(lines[number])) for number in range(begin, len(lines)))
    return next(((number, match.start("name")) for number, match in matches if match is not None), None)


def _faults(key: str, value: Any, schema: Mapping[str, BaseConfigOption[Any]]) -> Iterator[str]:
    option = schema.get(key)
    if option is None:
        near = nearest(key, list(schema))
        hint = say("places.near", {"name": near}) if near else say("places.names", {"names": "、".join(schema)})
        yield say("plugin-options.unknown", {"key": key}) + hint
    elif isinstance(option, c.ListOfItems):
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            yield say("plugin-options.list", {"key": key, "value": value if isinstance(value, str) else "manual/**"})
    elif isinstance(option, c.DictOfItems):
        if not isinstance(value, dict):
            yield say("plugin-options.switches", {"key": key})
        else:
            wrong = {name: item for name, item in value.items() if not isinstance(item, bool)}
            yield from (say("plugin-options.switch", _switch(str(name), item)) for name, item in wrong.items())
    else:
        yield from _faults_of_word(key, value, option)


def _faults_of_word(key: str, value: Any, option: BaseConfigOption[Any]) -> Iterator[str]:
    """What is wrong with an option that takes one word, one text, or true and false."""
    if isinstance(option, c.Choice):
        if value not in option.choices:
            yield say("plugin-options.choice", {"key": key, "value": value, "known": "、".join(option.choices)})
    elif isinstance(option.default, bool):
        if not isinstance(value, bool):
            yield say("plugin-options.switch", _switch(key, value))
    elif isinstance(value, list | dict) or (value is None and option.default is not None):
        yield say("plugin-options.text", {"key": key, "example": say(f"plugin-options.examples.{key}")})
    elif value is not None and not isinstance(value, str):
        yield say("plugin-options.quotes", {"key": key, "value": value})


def _switch(key: str, value: Any) -> dict[str, str]:
    """What to say of a switch that is neither on nor off, with the word that is meant."""
    off = str(value).strip().lower() in words()["plugin-options"]["off"]
    return {"key": key, "value": str(value), "instead": "false" if off else "true"}
