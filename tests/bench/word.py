"""Compare the Word file of a report with zipping the same XML, and print the ratio.

    python -m tests.bench.word [--agencies 5] [--years 7] [--runs 5]

Each run loads the reports anew, so that their text has to be parsed as in a build. Processor time; the shortest of some
runs, as other processes can only make a run longer.
"""

import argparse
import io
import tempfile
import time
import zipfile
from pathlib import Path

from gongkai.demo import demo_files
from gongkai.renders.export import ReportExport
from gongkai.renders.formats.docx import FORMAT
from gongkai.reports.layout import Layout
from gongkai.starting import fill_folder
from gongkai.workspace import Workspace

LIMIT = 3.0
"""At most how much longer a file may take than zipping its parts."""
MOST = 0.020
"""At most how many seconds a report may take."""


def loaded(folder: Path) -> list[ReportExport]:
    """The reports of a site, their narratives not parsed."""
    site = Workspace(Layout(folder, folder / "data", folder / "docs"), reserved=())
    return [site.report_export(*key) for key in site.reports]


def zipped(parts: dict[str, bytes]) -> None:
    """Zip parts that are there."""
    with zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def main() -> None:
    """Run the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--agencies", type=int, default=5)
    parser.add_argument("--years", type=int, default=7)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "site"
        fill_folder(folder, demo_files(options.agencies, options.years, seed=1), force=False)
        for _ in range(options.runs):
            exports = loaded(folder)
            start = time.process_time()
            files = [FORMAT.make(export) for export in exports]
            ours.append((time.process_time() - start) / len(files))
            archives = [zipfile.ZipFile(io.BytesIO(file)) for file in files]
            parts = [{name: archive.read(name) for name in archive.namelist()} for archive in archives]
            start = time.process_time()
            for some in parts:
                zipped(some)
            theirs.append((time.process_time() - start) / len(files))
    took, bare = min(ours), min(theirs)
    print(f"Word file of a report {took * 1000:7.2f} ms   at most {MOST * 1000:.0f}   {verdict(took, MOST)}")
    print(f"zipping the same XML  {bare * 1000:7.2f} ms")
    print(f"ratio                 {took / bare:7.3f}      at most {LIMIT:.0f}    {verdict(took / bare, LIMIT)}")


def verdict(value: float, limit: float) -> str:
    """Whether a value keeps within its limit."""
    return "holds" if value <= limit else "DOES NOT HOLD"


if __name__ == "__main__":
    main()
