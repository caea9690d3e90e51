"""Single settings of a mkdocs.yml as it writes them, for what is asked before MkDocs reads it, or of another site's.

Only the nodes of the YAML are looked at. No objects are constructed from them, so that tags (``!ENV``,
``!!python/name``) cannot run anything; a setting with a tag counts as not given.
"""

from pathlib import Path
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXT = "tag:yaml.org,2002:str"
_PLUGIN = "gongkai"


class WrittenSettings:
    """The settings of one mkdocs.yml, and of those that it inherits from."""

    def __init__(self, file: Path, *, _inheriting: tuple[Path, ...] = ()) -> None:
        """Read the files; what is no YAML, or is not there, has no settings: MkDocs says so.

        Args:
            file: The mkdocs.yml.
        """
        self._root = _root(file)
        parent = _word(self._root, "INHERIT")
        path = file.parent / parent
        self.parent = path if parent else None
        """The file that it inherits from; None where it names none."""
        ancestors = (*_inheriting, file.resolve())
        self._inherited: WrittenSettings | None = None
        if parent and path.resolve() not in ancestors:
            self._inherited = WrittenSettings(path, _inheriting=ancestors)

    def word(self, key: str) -> str:
        """What is at a key of the top level, where that is one text; empty for anything else."""
        own = _word(self._root, key)
        return own if own or self._inherited is None else self._inherited.word(key)

    def option(self, name: str) -> str:
        """What an option of the plugin is, where that is one text; empty for anything else."""
        plugins = _value(self._root, "plugins")
        items = plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]
        own = next((text for item in items if (text := _word(_value(item, _PLUGIN), name))), "")
        return own if own or self._inherited is None else self._inherited.option(name)


def _root(file: Path) -> Any:
    try:
        return yaml.compose(file.read_text(encoding="utf-8", errors="replace"), Loader=_LOADER)
    except (OSError, yaml.YAMLError, RecursionError):
        return None


def _value(node: Any, key: str) -> Any:
    """The node at a key of a mapping, the last where it is written twice, as MkDocs takes it."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for name, value in reversed(pairs) if name.value == key), None)


def _word(node: Any, key: str) -> str:
    value = _value(node, key)
    return value.value if isinstance(value, yaml.ScalarNode) and value.tag == _TEXT else ""
