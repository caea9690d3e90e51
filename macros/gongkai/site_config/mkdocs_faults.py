"""What MkDocs says of a mkdocs.yml that it cannot read, in Chinese: what is wrong, in which line, what to write."""

import re
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import entry_points
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from gongkai import located
from gongkai.findings import say
from gongkai.forms.places import nearest

_VALUE = re.compile(r"Config value '(?P<key>[^']*)': (?P<message>.*)", re.DOTALL)
_MODULE = re.compile(r"cannot find module '([^']*)'")
_NO_MAPPING = "key-value mapping"
_ABORTED = "Aborted with"
_SYNTAX = re.compile(r"error parsing the configuration file.*?line (?P<line>\d+), column", re.DOTALL)


def mkdocs_faults(file: Path, logged: Sequence[str], raised: str = _ABORTED) -> tuple[str, ...]:
    """Each fault as a sentence with its file, line and column.

    Args:
        file: The mkdocs.yml.
        logged: What MkDocs has logged as warnings and errors.
        raised: What its exception says; where it only says that something was logged, it is left out.
    """
    text = file.read_text(encoding="utf-8", errors="replace")
    here = f"{file.parent.absolute()}/"
    messages = [item.replace(here, "") for item in (*logged, *([] if raised.startswith(_ABORTED) else [raised]))]
    misspelt = {
        nearest(item.rpartition(" ")[2], _keys()) for item in messages if "Unrecognised configuration name" in item
    }
    follows = {f"Config value '{key}': Required configuration not provided." for key in misspelt}
    return tuple(
        f"{file}{line} {what}" for item in messages if item not in follows for line, what in [_fault(item, text)]
    )


def _fault(message: str, text: str) -> tuple[str, str]:
    """The place and the sentence for one message of MkDocs."""
    value = _VALUE.fullmatch(message)
    if value is None and _NO_MAPPING in message:
        return "", say("settings.no-mapping")
    if value is None:
        module = _MODULE.search(message)
        if module is not None:
            return _line_of(text, module[1]), say("settings.module", {"word": module[1]})
        syntax = _SYNTAX.search(message)
        return _syntax(text, int(syntax["line"])) if syntax is not None else ("", _unknown(message))
    for pattern, sentence in _KNOWN:
        match = re.match(pattern, value["message"], re.DOTALL)
        if match is not None:
            word = next((item for item in match.groups() if item), value["key"])
            return _line_of(text, word, value["key"]), sentence(value["key"], word)
    return _line_of(text, value["key"]), _unknown(value["message"], value["key"])


def _syntax(text: str, line: int) -> tuple[str, str]:
    """The fault of YAML nearest before a line, in the words of the loader of data."""
    _, faults = located.parse(text)
    near = [fault for fault in faults if fault.mark.line <= line and fault.reason != "tag"]
    if not near:
        return f":{line}", say("settings.syntax")
    fault = near[-1]
    return f":{fault.mark.line}:{fault.mark.column}", say(f"findings.syntax.{fault.reason}", fault.details)


def _line_of(text: str, *names: str) -> str:
    """Line and column of one of some words, the first that is met anywhere, as a place."""
    for name in names:
        pattern = re.compile(rf"^[^#\n]*(?<![\w-]){re.escape(name)}(?![\w-])", re.MULTILINE)
        match = pattern.search(text)
        if match is not None:
            column = match.end() - len(name) - match.start() + 1
            return f":{text.count(chr(10), 0, match.start()) + 1}:{column}"
    return ""


def _unknown(message: str, key: str = "") -> str:
    own = " ".join(line for line in message.splitlines() if not line.startswith(" "))  # without where in its code
    return say("settings.unknown-in" if key else "settings.unknown", {"key": key, "said": " ".join(own.split())})


def _with_nearest(reason: str, names: Callable[[], list[str]]) -> Callable[[str, str], str]:
    """A sentence on a name that there is not, with the nearest that there is."""

    def sentence(key: str, word: str) -> str:
        near = nearest(word, names())
        hint = say("places.near", {"name": near}) if near else say(f"settings.{reason}-hint", {"word": word})
        return say(f"settings.{reason}", {"key": key, "word": word}) + hint

    return sentence


def _plain(reason: str) -> Callable[[str, str], str]:
    return lambda key, word: say(f"settings.{reason}", {"key": key, "word": word})


def _installed(group: str) -> Callable[[], list[str]]:
    return lambda: sorted(_names(group))


def _names(group: str) -> Iterator[str]:
    return (item.name for item in entry_points(group=group))


def _keys() -> list[str]:
    return [key for key, _ in MkDocsConfig()._schema]  # noqa: SLF001 - the only list of its keys


_KNOWN: tuple[tuple[str, Callable[[str, str], str]], ...] = (
    (r"Invalid config options for the '([^']*)' plugin", _plain("plugin-options")),
    (r"Invalid Plugins configuration", _plain("plugins")),
    (r"The \"([^\"]*)\" plugin is not installed", _with_nearest("plugin", _installed("mkdocs.plugins"))),
    (r"Unrecognised theme name: '([^']*)'", _with_nearest("theme", _installed("mkdocs.themes"))),
    (r"Unrecognised configuration name: (\S+)", _with_nearest("key", _keys)),
    (r"Required configuration not provided", _plain("required")),
    (r"The path '([^']*)' isn't an existing directory", _plain("no-folder")),
    (r"Plugin '[^']*' option '([^']*)'", _plain("option")),
    (r"The URL isn't valid", _plain("url")),
    (
        r"Failed to load extension '([^']*)'.*No module named",
        _with_nearest("extension", _installed("markdown.extensions")),
    ),
    (r"Failed to load extension '([^']*)'", _plain("extension-options")),
    (r"Invalid Markdown Extensions configuration|Expected \w+ to be a list|Expected a list", _plain("list")),
    (r"Expected type: <class 'bool'>", _plain("yes-or-no")),
    (r"Expected type: <class 'str'>", _plain("text")),
)
