"""Change one cell of one file at a time, of every kind of file, and count what a verification finds.

python -m tests.verifying [--changes 500] [--seed 1]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from gongkai.api import load_site
from tests.site.sites import write_demo
from tests.verifying.changes import KINDS, draw, missed


def main() -> int:
    """Print by kind of file how many changes were found and placed; 1 where one was not."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--changes", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        site = write_demo(Path(name, "demo"), 4, 7)
        site.change("mkdocs.yml", "  - gongkai:\n", "  - gongkai:\n      parquet: true\n      formats: {pdf: true}\n")
        site.built()
        workspace, scratch = load_site(site.root), Path(name, "changed")
        scratch.mkdir()
        changes, start = draw(workspace, wanted.changes, wanted.seed), time.process_time()
        wrong = list(missed(changes, workspace, site.root / "site", scratch))
        seconds = time.process_time() - start
    drawn, lost = Counter(change.kind for change in changes), Counter(change.kind for change, _ in wrong)
    for kind in KINDS:
        print(f"{kind}: {drawn[kind] - lost[kind]} of {drawn[kind]} found and placed")
    print(f"{seconds:.0f} s of this process")
    print(*(f"{change}: {why}" for change, why in wrong), sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
