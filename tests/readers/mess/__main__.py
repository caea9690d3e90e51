"""Reads documents drawn at random and prints what became of their cells, by kind of document.

``python -m tests.readers.mess [N] [--seed S] [--kinds a,b] [--show 20] [--keep FOLDER [--all]]``; kept are the
documents that were read with a fault, or all.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser import chromium
from tests.readers.mess.draw import EVERY, DraftDocument, draw
from tests.readers.mess.judge import FAULTS, Verdict, judge
from tests.readers.mess.programs import PROGRAMS, convert, read_ready

if TYPE_CHECKING:
    from collections.abc import Iterator


def table(verdicts: list[Verdict]) -> str:
    """Cells by kind and by what became of them."""
    heads = ("docs", "cells", "right", "guessed", "open", *FAULTS)
    lines = [f"{'kind':16}" + "".join(f"{head:>9}" for head in heads) + f"{'outright':>10}"]
    for kind in [*dict.fromkeys(item.kind for item in verdicts), "total"]:
        own = [item for item in verdicts if kind in (item.kind, "total")]
        counts = sum((item.counts for item in own), Counter())
        plain, right = (sum(item.plain[place] for item in own) for place in (0, 1))
        cells = sum(number for name, number in counts.items() if name != "dropped")
        row = [len(own), cells, *(counts[name] for name in heads[2:])]
        lines.append(f"{kind:16}" + "".join(f"{number:>9}" for number in row) + f"{right / max(plain, 1):>10.2%}")
    return "\n".join(lines)


def judged(seeds: range, kinds: tuple[str, ...]) -> Iterator[tuple[DraftDocument, Verdict]]:
    """Draw documents, have programs convert those that are to be, and judge them."""
    some = [draw(seed, kinds) for seed in seeds]
    prints = any(one.kind in PROGRAMS and PROGRAMS[one.kind].suffix == "html" for one in some)
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        with chromium() if prints else contextlib.nullcontext() as browser:
            some = list(convert(some, folder, browser))
        ready = stack.enter_context(read_ready(some))
        ready.finish()
        for one in some:
            yield one, judge(one, ready.folder)


def _print(*texts: str) -> None:
    sys.stdout.write("\n    ".join(texts) + "\n")


def main() -> int:
    """Run; 1 where a document was read with a fault."""
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int, nargs="?", default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kinds", default="")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args()
    kinds = tuple(filter(None, options.kinds.split(","))) or EVERY
    verdicts = []
    for drawn, verdict in judged(range(options.seed, options.seed + options.count), kinds):
        verdicts.append(verdict)
        if options.keep and (verdict.faults or options.all):
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / drawn.name).write_bytes(drawn.data)
        if verdict.faults and options.show > 0:
            options.show -= 1
            faults = Counter(text.partition(":")[0] for text in verdict.faults)
            _print(
                f"{verdict.name} {verdict.kind} {drawn.draft.sheet.form} {dict(faults)}",
                *verdict.faults[:3],
                f"{drawn.draft.messes}",
            )
    _print(table(verdicts))
    times = os.times()
    _print(f"{sum(times[:4]):.0f} CPU s, {times[2] + times[3]:.0f} of them in other programs")
    return int(any(item.faults for item in verdicts))


if __name__ == "__main__":
    sys.exit(main())
