"""What a report's JSON says in words for the clerk, where it differs from what it should say."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from gongkai.findings import say
from gongkai.reports.tidy_columns import STATUS
from gongkai.words import words

_SHOWN = 60
_IDS = ("table", "row", "column")


def observation_texts(original: Mapping[str, Any] | None, actual: Mapping[str, Any] | None) -> tuple[str, str]:
    """The value of a cell as it should be and as it is, and of all else that is said of it what differs.

    Args:
        original: The observation that there should be; None where there should be none.
        actual: The one that there is; None where there is none.
    """
    keys = dict.fromkeys([*(original or {}), *(actual or {})])
    others = [
        key
        for key in keys
        if key not in (*_IDS, "value") and original and actual and original.get(key) != actual.get(key)
    ]
    return _observation(original, others), _observation(actual, others)


def key_texts(original: Any, actual: Any) -> tuple[str, str]:
    """What stands at a key of the report as it should be and as it is.

    Args:
        original: What should be there; None where nothing should.
        actual: What is there; None where nothing is.
    """
    if isinstance(original, list) and isinstance(actual, list):
        if len(original) != len(actual):
            return _counted(original), _counted(actual)
        pairs = zip(original, actual, strict=True)
        original, actual = next((pair for pair in pairs if pair[0] != pair[1]), (original, actual))
    return _text(original), _text(actual)


def key_name(key: str) -> str:
    """What a key of the report's JSON is called; the key itself where it has no other name."""
    return str(words()["verify"]["keys"].get(key, key))


def _observation(item: Mapping[str, Any] | None, others: Sequence[str]) -> str:
    if item is None:
        return ""
    value = item.get("value")
    parts = [STATUS.get(str(item.get("status")), "") if value is None else f"{value}{item.get('unit') or ''}"]
    for key in others:
        if key == "status":
            parts.append(STATUS.get(str(item.get(key)), str(item.get(key))))
        elif key != "unit":
            parts.append(f"{key_name(key)} {_text(item.get(key)) or say('verify.nothing')}")
    return "，".join(dict.fromkeys(part for part in parts if part))


def _counted(items: Sequence[Any]) -> str:
    return say("verify.items", {"count": len(items)})


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return say(f"verify.{'yes' if value else 'no'}")
    if isinstance(value, Mapping):
        text = "，".join(text for item in value.values() if (text := _text(item)))
    elif isinstance(value, list):
        text = "、".join(map(_text, value)) if value else ""
    else:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
