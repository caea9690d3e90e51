"""``python -m tests.site.audit SITE``: checks all that can be checked of a built site of any size.

For each part of the audit it prints one line with counts, then the faults; the exit code is 1 if there are any.
"""

from __future__ import annotations

import argparse
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.site.audit.built import AuditResult, Built, counts_text
from tests.site.audit.keyboard import keyboard
from tests.site.audit.links import links
from tests.site.audit.machines import feed, linked, site_map
from tests.site.audit.markup import markup
from tests.site.audit.rendered import PHONE, SCHEMES, WIDE, rendered
from tests.site.audit.weight import weight

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PARTS = ("links", "linked", "feed", "site-map", "weight", "rendered", "keyboard", "markup")
SHOWN = 50
"""Most faults of a part that are printed."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the audit.

    Returns:
        0 if nothing is wrong, otherwise 1.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    if not Path(options.site, "index.html").is_file():
        parser.error(
            f"{options.site} holds no built site: build it with `mkdocs build`, and name the folder of its index.html"
        )
    built, fault_count = Built.below(Path(options.site)), 0
    parts = _parts(options)
    for name in options.only or parts:
        start = time.monotonic()
        result = parts[name](built)
        fault_count += len(result.faults)
        seconds = f"{time.monotonic() - start:.0f} s"
        sys.stdout.write(f"{name}: {counts_text(result.counts)}; {len(result.faults)} faults ({seconds})\n")
        sys.stdout.writelines(f"  {fault}\n" for fault in result.faults[:SHOWN])
        sys.stdout.flush()
    return 1 if fault_count else 0


def _parts(options: argparse.Namespace) -> dict[str, Callable[[Built], AuditResult]]:
    return {
        "links": links,
        "linked": linked,
        "feed": feed,
        "site-map": site_map,
        "weight": weight,
        "rendered": partial(
            rendered, number=options.sample, seed=options.seed, widths=options.widths, schemes=options.colours
        ),
        "keyboard": partial(keyboard, seed=options.seed),
        "markup": markup,
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.site.audit", description=__doc__)
    parser.add_argument("site", help="the folder of the built site")
    parser.add_argument(
        "--sample", type=int, default=3, help="pages of each kind in the browser (3); 0: one, no extremes"
    )
    parser.add_argument("--seed", type=int, default=1, help="draws the sample (1)")
    parser.add_argument(
        "--widths", nargs="+", type=int, default=[WIDE, PHONE], help="of the browser, in pixels (1280 390)"
    )
    parser.add_argument("--colours", nargs="+", choices=list(SCHEMES), default=["light", "dark"], help="(light dark)")
    parser.add_argument("--only", nargs="+", choices=PARTS, help="these parts alone")
    return parser


if __name__ == "__main__":
    sys.exit(main())
