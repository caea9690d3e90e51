"""The likely slip where the YAML parser stops, as a fault that a message can be written for."""

from typing import Any

import yaml

from gongkai.located.nodes import Fault
from gongkai.located.source import YamlText

_REASONS = (
    ("single document", "documents"),
    ("nesting depth", "depth"),
    ("',' or ']'", "bracket"),
    ("',' or '}'", "bracket"),
    ("quoted scalar", "quote"),
    ("scanning an alias", "alias"),
    ("scanning an anchor", "alias"),
    ("scanning a tag", "tag"),
    ("cannot start any token", "sign"),
    ("mapping values", "indent"),
    ("expected key", "indent"),
    ("block end", "indent"),
    ("expected ':'", "indent"),
    ("'-' indicator", "indent"),
)
"""What stands in PyYAML's message → a word of ours; its two loaders word a problem differently."""


def syntax_fault(error: yaml.MarkedYAMLError, source: YamlText) -> Fault:
    """The place at which the parser stopped and the slip that most likely led to it."""
    where: Any = error.problem_mark or error.context_mark
    opened: Any = error.context_mark or where
    for number in (where.line + 1, where.line, opened.line + 1):
        code = source.line(number).split(" #", maxsplit=1)[0]
        wide = code.find("：")
        if wide >= 0 and ":" not in code[:wide] and not code.lstrip().startswith("#"):
            return Fault("wide-colon", source.place(number, wide + 1), code[: wide + 1].strip())
    sign = source.sign(where)
    said = f"{error.context} {error.problem}"
    reason = next((word for part, word in _REASONS if part in said), "yaml")
    if (reason == "indent" and sign in ("]", "}")) or (not sign and "flow node" in said):
        return Fault("bracket", source.end() if not sign else source.mark(where))
    at = opened if reason in ("bracket", "quote", "alias", "tag") else where
    detail = sign if reason == "sign" else source.word(at) if reason in ("alias", "tag") else ""
    return Fault(reason, min(source.mark(at), source.end()), detail)
