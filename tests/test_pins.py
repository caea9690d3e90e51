"""The pinned versions go on every Python that the project says it runs on, the one of Debian 12 (3.11.2) included."""

import re
import tomllib
from importlib.metadata import distributions
from pathlib import Path

from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[1]


def test_every_pinned_version_takes_the_oldest_python_of_the_project() -> None:
    """A version that asks for 3.11.5, say, ends `make site` on Debian 12 with pip's ResolutionImpossible."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest = re.fullmatch(r">=(3\.\d+)", project["requires-python"])
    assert oldest
    pins = set(re.findall(r"^([\w.-]+)==", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.MULTILINE))
    pinned = {_canonical(name) for name in pins}
    needs = {
        _canonical(item.metadata["Name"]): item.metadata.get_all("Requires-Python", [""])[0]
        for item in distributions()
        if _canonical(item.metadata["Name"]) in pinned
    }
    assert len(needs) > len(pinned) / 2
    assert {name: need for name, need in needs.items() if f"{oldest[1]}.0" not in SpecifierSet(need)} == {}


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
