"""YAML of cases, as libyaml reads and writes it: what is written in Python takes several times as long."""

from __future__ import annotations

from typing import Any

import yaml

_SAFE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_BASE: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_yaml(text: str) -> Any:
    """Return what a text holds, as `yaml.safe_load` reads it."""
    return yaml.load(text, Loader=_SAFE)  # noqa: S506 - it is the safe one


def yaml_as_written(text: str) -> Any:
    """Return what a text holds with every scalar a string as it is written, so that ``~`` is no null."""
    return yaml.load(text, Loader=_BASE)  # noqa: S506 - it makes nothing but strings


def yaml_text(value: Any) -> str:
    """Return a text that holds a value, keys in their order."""
    return str(yaml.dump(value, Dumper=_DUMPER, allow_unicode=True, sort_keys=False))
