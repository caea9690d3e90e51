"""Limits of a mkdocs.yml: bytes, depth, and the size of what its aliases expand to. No objects are constructed from it.

The commands look here before MkDocs reads the file. `mkdocs build` has read it when it asks the plugin for the first
time; what it does next, writing every setting out for its log, is what a few aliases of aliases would make endless.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from gongkai.errors import WorkspaceError
from gongkai.file_text import LARGEST
from gongkai.findings import say

DEEPEST = 50
"""Most lists and mappings inside one another; Python's own limit ends MkDocs at some five hundred."""
MOST = 500_000
"""Most entries, where each alias counts as all that it stands for; two million bytes hold fewer."""

_TOO_DEEP = "exceeded maximum nesting depth"
"""What libyaml says of a line of a thousand brackets, before it has given one of them away."""
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def check_settings(file: Path) -> None:
    """Look at a mkdocs.yml, and at those that it inherits from.

    What is no YAML, or is not there, is passed over: MkDocs says so.

    Args:
        file: The mkdocs.yml.

    Raises:
        WorkspaceError: It is too large, too deep, or would be with its aliases written out; or it inherits from itself.
    """
    for name, text in _with_inherited(file):
        fault = _fault(text)
        if fault is not None:
            key, mark = fault
            raise WorkspaceError(say(f"command.{key}", {"file": name, "line": mark.line + 1, "deepest": DEEPEST}))


def _with_inherited(file: Path) -> Iterator[tuple[str, bytes]]:
    """The name of each file and its content; MkDocs gives a whole path, of which only the end means something."""
    seen: set[Path] = set()
    top = file.parent
    while file.is_file():
        inside = os.path.relpath(file, top)
        name, size = inside if top.is_absolute() else str(top / inside), file.stat().st_size
        if size > LARGEST:
            raise WorkspaceError(say("command.large-config", {"file": name, "size": f"{size / 1e6:.1f}"}))
        if file in seen:
            raise WorkspaceError(say("command.circle-config", {"file": name}))
        seen.add(file)
        text = file.read_bytes()
        yield name, text
        inherited = _inherited(text)
        if not inherited:
            return
        file = Path(os.path.normpath(file.parent / inherited))


def _inherited(text: bytes) -> str:
    """The file that a mkdocs.yml names as the one it inherits from; empty where it names none."""
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except (yaml.YAMLError, ValueError):
        return ""
    entries = node.value if isinstance(node, yaml.MappingNode) else ()
    names = (value for key, value in entries if key.value == "INHERIT" and isinstance(value, yaml.ScalarNode))
    return next((str(name.value) for name in names), "")


def _fault(text: bytes) -> tuple[str, Any] | None:
    """What a text holds too much of, and where that is seen."""
    try:
        return _excess(text)
    except yaml.MarkedYAMLError as error:
        return ("deep-config", error.problem_mark) if error.problem == _TOO_DEEP else None
    except yaml.YAMLError:
        return None


def _excess(text: bytes) -> tuple[str, Any] | None:
    sizes: dict[str, int] = {}
    open_ones: list[tuple[str | None, int]] = [(None, 0)]
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            open_ones.append((event.anchor, 0))
            if len(open_ones) - 1 > DEEPEST:
                return "deep-config", event.start_mark
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            anchor, size = open_ones.pop()
        elif isinstance(event, yaml.AliasEvent):
            anchor, size = None, sizes.get(event.anchor or "", 0)
        elif isinstance(event, yaml.ScalarEvent):
            anchor, size = event.anchor, 0
        else:
            continue
        if anchor is not None:
            sizes[anchor] = size + 1
        around, before = open_ones[-1]
        open_ones[-1] = (around, before + size + 1)
        if before + size >= MOST:
            return "alias-config", event.start_mark
    return None
