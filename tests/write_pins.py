"""Write the hashes of all files of every pinned version into constraints.txt again; `make pins` runs this.

A version is changed by hand in its line first. Uv asks the package index that pip is told to use.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PINS = ROOT / "constraints.txt"
PART = re.compile(r"(?m)^# --- (\w+): .*$")
PIN = re.compile(r"(?m)^([\w.-]+)==(\S+)")
OLDEST = "3.11"


def parts(text: str) -> dict[str, dict[str, str]]:
    """The versions of each part of the file by name; parts begin with a line of their own."""
    pieces = PART.split(text)[1:]
    return {name: dict(PIN.findall(body)) for name, body in zip(pieces[::2], pieces[1::2], strict=True)}


def hashed(pins: dict[str, str]) -> str:
    """The lines of some pins, each with the hashes of all files that the index has of it."""
    index = os.environ.get("PIP_INDEX_URL")
    ran = subprocess.run(
        [
            *("uv", "pip", "compile", "--quiet", "--generate-hashes", "--no-deps", "--no-header", "--no-annotate"),
            *("--no-emit-index-url", "--python-version", OLDEST, "-"),
        ],
        input="".join(f"{name}=={version}\n" for name, version in pins.items()),
        env={**os.environ, **({"UV_DEFAULT_INDEX": index} if index else {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode != 0:
        sys.exit(ran.stderr)
    return ran.stdout


def main() -> None:
    """Write the file."""
    text = PINS.read_text(encoding="utf-8")
    heads = [*PART.finditer(text)]
    written = [text[: heads[0].start()]]
    for head, pins in zip(heads, parts(text).values(), strict=True):
        written.append(f"{head[0]}\n{hashed(pins)}\n")
    PINS.write_text("".join(written).rstrip("\n") + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
