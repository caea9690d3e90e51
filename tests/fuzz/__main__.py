"""`make fuzz`: feeds every target for as long as is asked for, and prints what it took and what broke.

``python -m tests.fuzz [--inputs 1000000] [--rounds 20] [--seed N] [target…]``; a seed that is printed gives the inputs
of its round again with ``--rounds 1`` and the inputs of one round. After each round the table of all so far is printed.
"""

from __future__ import annotations

import argparse
import random
import sys
import traceback
import warnings
from collections import defaultdict

from hypothesis.errors import HypothesisWarning

from tests.fuzz.running import Fed, fed
from tests.fuzz.targets import TARGETS

MANY = 1_000_000
ROUNDS = 20
"""So many seeds one after the other: hypothesis remembers what it has drawn, and a run that is ended early is one."""


def run(names: list[str], inputs: int, number: int, *, rounds: int = 1) -> int:
    """Feed targets one after the other, round after round.

    Args:
        names: Which; all where none is named.
        inputs: How many inputs all of them would get in all rounds.
        number: The seed of the first round; the next ones follow.
        rounds: How many seeds.

    Returns:
        How many times a target was broken.
    """
    broken, sums = 0, defaultdict[str, Fed](Fed)
    for turn in range(rounds):
        say(f"round {turn + 1} of {rounds}, seed {number + turn}, {max(1, inputs // rounds):,} inputs")
        for name, target in TARGETS.items():
            if names and name not in names:
                continue
            try:
                tally = fed(target, max(1, int(inputs * target.share / 1_000 / rounds)), number=number + turn)
            except Exception as error:  # noqa: BLE001 - whatever it is, the other targets are fed too
                broken += 1
                say(f"{name}: broken by {type(error).__name__}")
                traceback.print_exception(error, limit=-6)
                continue
            sums[name].add(tally)
        say(*table(sums), f"broken: {broken}", "")
    return broken


def table(sums: dict[str, Fed]) -> list[str]:
    """What it took to feed each target so far, as lines of Markdown."""
    lines = ["| target | inputs | seconds | slowest, seconds | memory, MB |", "|---|---|---|---|---|"]
    whole = Fed()
    for name, tally in sums.items():
        lines.append(row(name, tally))
        whole.add(tally)
    return [*lines, row("all", whole)]


def row(name: str, tally: Fed) -> str:
    """One line of the table."""
    return f"| {name} | {tally.inputs:,} | {tally.seconds:.0f} | {tally.slowest:.2f} | {tally.memory / 1024:.0f} |"


def say(*lines: str) -> None:
    """Print lines at once: a run takes long."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


if __name__ == "__main__":
    warnings.simplefilter("ignore", HypothesisWarning)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=MANY)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    parser.add_argument("targets", nargs="*", metavar="target", help=", ".join(TARGETS))
    given = parser.parse_args()
    sys.exit(1 if run(given.targets, given.inputs, given.seed, rounds=given.rounds) else 0)
