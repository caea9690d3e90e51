"""Addresses of the first release stay: people and programs have kept them, in links, in scripts and on paper.

`addresses.txt` lists those of the demo district of four agencies and seven years: pages, files, and places on pages,
which stand behind a ``#``. Lines may be added, and none is ever taken out.
"""

from __future__ import annotations

import re
from pathlib import Path

LISTED = Path(__file__).parent / "addresses.txt"
OURS = re.compile(r"assets/gongkai/(reports|forms|agencies)\.json")
"""Of the files in assets, these are read by programs; the others come and go with the theme."""
IDS = re.compile(r"""\bid=(?:"([^"]+)"|([\w.-]+))""")
"""With and without quotation marks."""
PLACES = re.compile(r"(proactive|requests|review|outcomes|sec)\b[\w.-]*|[a-z][a-z_]*")
"""Places on pages that are linked to: tables, rows, sections, terms; those of Material begin with an underscore."""
WITH_PLACES = (
    *("zhengfuban/2020/", "zhengfuban/2025/", "zhengfuban/series/", "zhengfuban/2025/compare/"),
    *("glossary/", "methods/"),
)


def addresses(site: Path) -> set[str]:
    """Every address of a site that may be kept."""
    lasting = set()
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        if not path.is_file() or (name.startswith("assets/") and not OURS.fullmatch(name)) or "pagefind/" in name:
            continue
        address = name.removesuffix("index.html") if name.endswith("/index.html") else name
        lasting.add(address)
        if address in WITH_PLACES:
            ids = ["".join(groups) for groups in IDS.findall(path.read_text(encoding="utf-8"))]
            lasting |= {f"{address}#{place}" for place in ids if PLACES.fullmatch(place)}
    return lasting


def test_no_address_of_the_first_release_is_gone(demo_district: Path) -> None:
    listed = LISTED.read_text(encoding="utf-8").splitlines()
    assert len(listed) > 690
    assert sorted(set(listed) - addresses(demo_district / "site")) == []
