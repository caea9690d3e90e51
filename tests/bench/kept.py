"""Time what Excel and Word files add to a build: made anew, taken from the build before, and not wanted at all.

    python -m tests.bench.kept [--agencies 300] [--years 7]

Processor time of `mkdocs build` and of its processes, user and system: other work on the machine does not count.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from gongkai.demo import demo_files
from gongkai.starting import fill_folder

_OFF = "      formats: {docx: false, xlsx: false}\n"
LIMIT = 60.0
"""Seconds by the clock, on two processors, that Excel and Word may add for 2,100 reports."""
ALL = 2100
PROCESSORS = 2


def built(folder: Path, name: str) -> tuple[float, float]:
    """Seconds of the processor, and by the clock, that a build takes."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    after, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - begin
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"  {name}: {seconds:.1f} s of the processor, {clock:.1f} s by the clock", flush=True)
    return seconds, clock


def main() -> None:
    """Print seconds, and what the files add."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--agencies", type=int, default=300)
    parser.add_argument("--years", type=int, default=7)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "site"
        fill_folder(folder, demo_files(wanted.agencies, wanted.years, seed=1), force=False)
        settings = folder / "mkdocs.yml"
        text = settings.read_text(encoding="utf-8")
        reports = len(list(folder.glob("data/*/2*.yml")))
        print(f"{reports} reports")
        cold, _ = built(folder, "Excel and Word made anew")
        warm = min(built(folder, "nothing changed")[0] for _ in range(2))
        kept = [path for path in (folder / ".cache/gongkai").rglob("*") if path.is_file()]
        print(f"  {len(kept)} files kept, {sum(path.stat().st_size for path in kept) / 1e6:.0f} MB")
        settings.write_text(text.replace("  - gongkai:\n", f"  - gongkai:\n{_OFF}", 1), encoding="utf-8")
        off = min(built(folder, "without Excel and Word")[0] for _ in range(2))
    added, most = cold - off, PROCESSORS * LIMIT * reports / ALL
    print(f"made anew they add {added:.1f} s   at most {most:.0f}   {'holds' if added <= most else 'DOES NOT HOLD'}")
    print(f"when nothing has changed they add {warm - off:+.1f} s, {(warm - off) / off:+.1%} of the build")


if __name__ == "__main__":
    main()
