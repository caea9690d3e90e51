"""`make sbom` looks here whether the parts that it has listed are the pinned ones, no more and no fewer."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from tests.write_pins import PINS, parts


def differences(listed: str, pinned: str) -> list[str]:
    """What a list of parts says otherwise than the pins of what a site is built with.

    Args:
        listed: A CycloneDX file.
        pinned: The text of constraints.txt.
    """
    ours = {(_canonical(item["name"]), item["version"]) for item in json.loads(listed)["components"]}
    pins = {(_canonical(name), version) for name, version in parts(pinned)["runtime"].items()}
    return [f"{'pinned' if item in pins else 'listed'} only: {'=='.join(item)}" for item in sorted(ours ^ pins)]


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit("\n".join(differences(*(Path(name).read_text(encoding="utf-8") for name in (sys.argv[1], PINS)))) or 0)
