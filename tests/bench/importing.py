"""Import 1,000 published reports of the demo district from one list, and print how long it took.

    python -m tests.bench.importing [--reports 1000]

The limit is one minute on two cores. The documents are bare copies of the reports of a demo site.
"""

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BIN = Path(sys.executable).parent
YEARS = 7
LIMIT = 60.0
"""Most seconds for 1,000 reports."""


def run(*command: str, cwd: Path) -> float:
    """Run a command and return its seconds; if its exit code is not 0 the benchmark ends."""
    start = time.perf_counter()
    result = subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    if result.returncode:
        raise SystemExit(f"{' '.join(command)}\n{result.stdout[-1000:]}{result.stderr[-1000:]}")
    return time.perf_counter() - start


def main() -> None:
    """Write a demo site, build it, and import its reports into another site."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--reports", type=int, default=1000)
    count = parser.parse_args().reports
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run("gongkai", "demo", "demo", "--agencies", str(-(-count // YEARS)), "--years", str(YEARS), cwd=folder)
        run("gongkai", "export", "--format", "fragment", "-o", "pages", cwd=folder / "demo")
        run("gongkai", "init", "again", cwd=folder)
        pages = sorted((folder / "demo/pages").iterdir())[:count]
        with (folder / "again/list.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["file", "agency", "year"])
            rows.writerows([page, *page.name.rsplit("-", 2)[:2]] for page in pages)
        seconds = run("gongkai", "import", "--batch", "list.csv", cwd=folder / "again")
    limit = LIMIT * len(pages) / 1000
    print(f"{len(pages)} reports imported: {seconds:.1f} s, {seconds / limit:.2f} of the limit of {limit:.0f} s")


if __name__ == "__main__":
    main()
