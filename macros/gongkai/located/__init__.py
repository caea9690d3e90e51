"""YAML as a tree in which every scalar, list and mapping knows its line and column.

Read the way a clerk means it: scalars after YAML 1.2 (``12:30`` and ``no`` are text, ``010`` is ten), duplicate keys
kept for the caller to report, anchors, aliases and tags refused. Nothing here knows reports or forms.
"""

from gongkai.located.nodes import (
    Fault,
    FilePlace,
    Mapping,
    Mark,
    Node,
    Scalar,
    Sequence,
    duplicates,
    plain,
    value,
)
from gongkai.located.source import without_forbidden
from gongkai.located.tree import mended, parse, repaired

__all__ = [
    "Fault",
    "FilePlace",
    "Mapping",
    "Mark",
    "Node",
    "Scalar",
    "Sequence",
    "duplicates",
    "mended",
    "parse",
    "plain",
    "repaired",
    "value",
    "without_forbidden",
]
