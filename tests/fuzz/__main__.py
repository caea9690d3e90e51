"""`make fuzz`: feeds every target for as long as is asked for, and prints what it took and what broke.

``python -m tests.fuzz [--inputs 1000000] [--seed N] [target…]``; a seed that is printed gives the same inputs again.
"""

from __future__ import annotations

import argparse
import random
import sys
import traceback
import warnings

from hypothesis.errors import HypothesisWarning

from tests.fuzz.running import fed
from tests.fuzz.targets import TARGETS

MANY = 1_000_000
SHOWN = 2_000
"""Characters of an input that has broken a target."""


def run(names: list[str], inputs: int, number: int) -> int:
    """Feed targets one after the other.

    Args:
        names: Which; all where none is named.
        inputs: How many inputs all of them would get.
        number: The seed.

    Returns:
        How many targets were broken.
    """
    broken = 0
    say(f"seed {number}", "| target | inputs | seconds | slowest, seconds | memory, MB |", "|---|---|---|---|---|")
    for name, target in TARGETS.items():
        if names and name not in names:
            continue
        try:
            done = fed(target, max(1, int(inputs * target.share / 1_000)), number=number)
        except Exception as error:  # noqa: BLE001 - whatever it is, the other targets are fed too
            broken += 1
            say(f"| {name} | broken by {type(error).__name__} | | | |")
            traceback.print_exception(error, limit=-6)
            sys.stderr.write("".join(getattr(error, "__notes__", []))[:SHOWN] + "\n")
            continue
        say(f"| {name} | {done.inputs:,} | {done.seconds:.0f} | {done.slowest:.2f} | {done.memory / 1024:.0f} |")
    return broken


def say(*lines: str) -> None:
    """Print lines at once: a run takes hours."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


if __name__ == "__main__":
    warnings.simplefilter("ignore", HypothesisWarning)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=MANY)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    parser.add_argument("targets", nargs="*", metavar="target", help=", ".join(TARGETS))
    given = parser.parse_args()
    sys.exit(1 if run(given.targets, given.inputs, given.seed) else 0)
