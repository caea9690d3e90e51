"""Turns candidate causes into what a finding says: one is named, two or three as alternatives, more are not."""

from collections.abc import Iterable

from gongkai.findings import Cause, say

MOST_NAMED = 3
"""More candidates than these help nobody."""


def cause_among(candidates: Iterable[Cause]) -> Cause | None:
    """The cause that candidates add up to.

    Args:
        candidates: Everything that would explain a difference, each by itself.

    Returns:
        The one candidate; a cause that lists two or three of them; None where there are none or too many.
    """
    unique = list(dict.fromkeys(candidates))
    if not unique or len(unique) > MOST_NAMED:
        return None
    if len(unique) == 1:
        return unique[0]
    listed = "；".join(say(f"candidates.{item.kind}", dict(item.args)) for item in unique)
    return Cause("one-of", (("candidates", listed),))
