"""Data, agencies and forms of an older version made those of this one, line by line: comments and order stay.

The version stands in the file (``version: 1``); a file that states none is of version 1, the first. What a version
changes is one step: it takes the text of a file of the version before and gives that of its own. Steps are never taken
out, so that a file of any age comes up to the present one.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from gongkai import located
from gongkai.editing.changes import FileChange
from gongkai.errors import UsageError
from gongkai.file_text import read_text
from gongkai.findings import say
from gongkai.forms.keys import VERSION, VERSIONS
from gongkai.located import Scalar
from gongkai.reports.layout import Layout

CURRENT = int(VERSION)
UNSTATED = 0
"""Stands for the version of a file that does not state one."""
_KEY = "version"
_YEAR = re.compile(r"\d{4}\.yml")

Step = Callable[[str, str], str]
"""From the kind of a file (``report``, ``agency`` or ``form``) and its text to its text in the next version."""


def _stated(kind: str, text: str) -> str:
    """Add the version (the first one) before the first key of a file that states none."""
    del kind
    tree, _ = located.parse(text)
    line, column = tree.mark if isinstance(tree, located.Mapping) else (1, 1)
    lines = text.split("\n")
    if column != 1 or lines[line - 1].startswith("{"):
        raise UsageError(say("migrate.by-hand", {"line": line}))
    return "\n".join([*lines[: line - 1], f"{_KEY}: 1", *lines[line - 1 :]])


STEPS: Mapping[int, Step] = {UNSTATED: _stated}
"""By version the step that leads on from it."""


def migrations(layout: Layout) -> Iterator[FileChange]:
    """The changes that make all files of a site those of this version; none where they are.

    Args:
        layout: Where the site keeps what.

    Raises:
        UsageError: A file cannot be read, is of a newer version, or has to be changed by hand; the message says which.
    """
    for kind, path in _files(layout.data):
        name = layout.name(path)
        content = path.read_bytes()
        decoded = read_text(content)
        if decoded is None:
            raise UsageError(say("migrate.unreadable", {"file": name}))
        try:
            text = migrated(kind, decoded.text)
        except UsageError as error:
            raise UsageError(f"{name}：{error}") from error
        if text != decoded.text:
            yield FileChange(name, content, decoded.encoded(text))


def migrated(kind: str, text: str, *, steps: Mapping[int, Step] = STEPS, current: int = CURRENT) -> str:
    """A file's text in the present version.

    Args:
        kind: ``report``, ``agency`` or ``form``.
        text: Its text.
        steps: By version the step that leads on from it.
        current: The present version.

    Raises:
        UsageError: It is no YAML, is of a newer version, or has to be changed by hand.
    """
    version = version_of(text)
    if version > current:
        raise UsageError(say("migrate.newer", {"version": version, "known": current}))
    while version < current:
        text = steps[version](kind, text)
        reached = version_of(text)
        if reached != version + 1:
            raise UsageError(say("migrate.by-hand", {"line": 1}))
        version = reached
    return text


def version_of(text: str) -> int:
    """The version that a file states; ``UNSTATED`` where it states none.

    Raises:
        UsageError: It is no YAML with keys, or its version is none.
    """
    tree, faults = located.parse(text)
    if faults or not isinstance(tree, located.Mapping):
        mark = faults[0].mark if faults else (1, 1)
        raise UsageError(say("migrate.faulty", {"line": mark[0]}))
    node = tree.get(_KEY)
    if node is None:
        return UNSTATED
    version = node.text if isinstance(node, Scalar) else ""
    if not re.fullmatch(VERSIONS, version):
        raise UsageError(say("migrate.no-version", {"line": node.mark[0], "written": version}))
    return int(version)


def _files(data: Path) -> Iterator[tuple[str, Path]]:
    """Every file of data with its kind, sorted."""
    for path in sorted(data.glob("*/*.yml")):
        if path.parent.name.startswith("."):
            continue
        if path.parent.name == "forms":
            yield "form", path
        elif path.name == "agency.yml":
            yield "agency", path
        elif _YEAR.fullmatch(path.name):
            yield "report", path
