"""``python -m tests.site.audit SITE``: everything that can be proved of a built site, however large.

Prints a line a part with what was seen, then what is wrong; ends with 1 where anything is.
"""

from __future__ import annotations

import argparse
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.site.audit.built import Built, Seen, sums
from tests.site.audit.keyboard import keyboard
from tests.site.audit.links import links
from tests.site.audit.machines import feed, linked, site_map
from tests.site.audit.markup import markup
from tests.site.audit.rendered import rendered
from tests.site.audit.weight import weight

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SHOWN = 50
"""Faults of a part that are printed."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the audit.

    Returns:
        0 where nothing is wrong, otherwise 1.
    """
    parser = _parser()
    asked = parser.parse_args(arguments)
    if not Path(asked.site, "index.html").is_file():
        parser.error(
            f"{asked.site} holds no built site: build it with `mkdocs build`, and name the folder of its index.html"
        )
    built, wrong = Built.below(Path(asked.site)), 0
    parts = _parts(asked.sample, asked.seed)
    for name in asked.only or parts:
        began = time.monotonic()
        seen = parts[name](built)
        wrong += len(seen.faults)
        took = f"{time.monotonic() - began:.0f} s"
        sys.stdout.write(f"{name}: {sums(seen.counts)}; {len(seen.faults)} faults ({took})\n")
        sys.stdout.writelines(f"  {fault}\n" for fault in seen.faults[:SHOWN])
        sys.stdout.flush()
    return 1 if wrong else 0


def _parts(number: int, seed: int) -> dict[str, Callable[[Built], Seen]]:
    return {
        "links": links,
        "linked": linked,
        "feed": feed,
        "site-map": site_map,
        "weight": weight,
        "rendered": partial(rendered, number=number, seed=seed),
        "keyboard": partial(keyboard, seed=seed),
        "markup": markup,
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.site.audit", description=__doc__)
    parser.add_argument("site", help="the folder of the built site")
    parser.add_argument("--sample", type=int, default=3, help="pages of each kind in the browser (3)")
    parser.add_argument("--seed", type=int, default=1, help="draws the sample (1)")
    parser.add_argument("--only", nargs="+", choices=list(_parts(0, 0)), help="these parts alone")
    return parser


if __name__ == "__main__":
    sys.exit(main())
