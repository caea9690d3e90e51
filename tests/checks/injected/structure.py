"""Mistakes in the structure of a report's text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.checks.injected.model import CleanReport, Injection, with_line

if TYPE_CHECKING:
    import random

    from tests.checks.injected.model import Injector


def _brace_lost(report: CleanReport, rng: random.Random) -> Injection | None:
    """The second brace behind a call of a figure is lost."""
    lines = report.lines
    calls = [index for index, line in enumerate(lines) if '{{ figure("' in line]
    if not calls:
        return None
    index = rng.choice(calls)
    edit = with_line(lines, index, lines[index].replace(") }}", ") }", 1))
    return edit.injection("narrative-template", report.narrative_path)


KINDS: dict[str, Injector] = {
    "closing brace of a figure lost": _brace_lost,
}
