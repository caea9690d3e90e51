"""What has to be the same on every machine, so that each makes the same bytes: Python, this package, what it uses."""

import hashlib
import re
import sys
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions
from pathlib import Path

from gongkai.added_code import FORMATS, FORMS, RULES
from gongkai.findings import say

_PACKAGE = Path(__file__).parents[2]
_NAME = re.compile(r"[\w.-]+")
_SOME = ("dask", "distributed", "pyarrow", "typst")
"""What some sites use beyond what every site does."""
_GROUPS = frozenset({FORMS, RULES, FORMATS})
"""Entry points by which other packages change what is made."""
_NAMED = 5
"""The most differences that a message names."""


def versions() -> Mapping[str, str]:
    """The version of all that pages and files depend on, by name; of this package itself the hash of its files."""
    return _own()


@cache
def _own() -> Mapping[str, str]:
    own = {"python": ".".join(map(str, sys.version_info[:3])), "zlib": zlib.ZLIB_RUNTIME_VERSION}
    own["gongkai"] = _own_hash()
    return own | {_plain(item.metadata["Name"]): item.version for item in _installed()}


def difference(here: Mapping[str, str], there: Mapping[str, str]) -> str:
    """What differs between this machine and another, as a text; empty where nothing does.

    Args:
        here: The versions of this machine.
        there: Those of the other one.
    """
    names = [name for name in sorted({*here, *there}) if here.get(name) != there.get(name)]
    parts = [
        say("cluster.version", {"name": name, "here": _said(here, name), "there": _said(there, name)})
        for name in names[:_NAMED]
    ]
    more = [say("cluster.more-versions", {"count": len(names) - _NAMED})] if len(names) > _NAMED else []
    return "、".join([*parts, *more])


def _said(versions: Mapping[str, str], name: str) -> str:
    return versions.get(name) or say("cluster.no-version")


def _own_hash() -> str:
    """The first digits of a hash of the files of this package, whatever version it says it is."""
    digest = hashlib.sha256()
    for path in sorted(path for path in _PACKAGE.rglob("*") if path.suffix != ".pyc" and path.is_file()):
        digest.update(f"{path.relative_to(_PACKAGE).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _installed() -> Iterator[Distribution]:
    """The packages that gongkai needs, directly or through others, and those that add forms, rules or formats to it."""
    adding = [
        item.metadata["Name"] for item in distributions() if {entry.group for entry in item.entry_points} & _GROUPS
    ]
    waiting, visited = ["gongkai", *_SOME, *adding], set[str]()
    while waiting:
        name = _plain(waiting.pop())
        if name in visited:
            continue
        visited.add(name)
        try:
            item = distribution(name)
        except PackageNotFoundError:
            continue
        needed = [] if name in _SOME else [line for line in item.requires or () if "extra ==" not in line]
        waiting += [match[0] for line in needed if (match := _NAME.match(line))]
        if name != "gongkai":  # its version is said by its files
            yield item


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
