"""YAML of cases, as libyaml reads it: the reader written in Python takes several times as long, in each process."""

from __future__ import annotations

from typing import Any

import yaml

_SAFE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BASE: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_yaml(text: str) -> Any:
    """Return what a text holds, as `yaml.safe_load` reads it."""
    return yaml.load(text, Loader=_SAFE)  # noqa: S506 - it is the safe one


def yaml_as_written(text: str) -> Any:
    """Return what a text holds with every scalar a string as it is written, so that ``~`` is no null."""
    return yaml.load(text, Loader=_BASE)  # noqa: S506 - it makes nothing but strings
