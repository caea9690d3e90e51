"""Ask a built site in a real browser for phrases, figures and pairs of words, and compare with a plain text search.

The plain search reads narratives and figures and knows nothing of the index: a regular expression over each block of
text, numbers as whole numbers. Misses of either kind are printed, with what a query costs in bytes and milliseconds.

    python -m tests.bench.search [--agencies 300] [--years 7] [--phrases 300] [--figures 100] [--pairs 50] [--keep DIR]
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai.narrative.calls import figure_text, resolve_call, share_text, sum_text
from gongkai.narrative.template import scan
from gongkai.reports.layout import Layout
from gongkai.workspace import Key, Workspace
from tests import browser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from gongkai.forms import Form
    from gongkai.forms.model import Head

BIN = Path(sys.executable).parent
TEXTS = {"figure": figure_text, "total": sum_text, "share": share_text}
UNIT = re.compile(r"[0-9]+(?:\.[0-9]+)?|[a-z]+|[^\W_]")
LEAD = re.compile(r"^(?:#+|[-*]|\d+\.|>|!!! \w+)\s+|^\s+")
FIRST, FIRST_LARGE, LATER, PROMPT = 300_000, 500_000, 100_000, 300
"""Bars: bytes of a first query, on a site of more than LARGE reports, of a later one; milliseconds."""
LARGE = 10_000


def fold(text: str) -> str:
    """A text in compatibility forms and small letters."""
    return unicodedata.normalize("NFKC", text).lower()


def pattern(phrase: str) -> re.Pattern[str]:
    """A phrase as a regular expression over folded text: signs between its units do not count, numbers are whole."""
    found = UNIT.findall(fold(phrase))
    return re.compile(r"[\W_]*".join(_guarded(unit) for unit in found))


def _guarded(unit: str) -> str:
    if unit[0].isdigit() and unit.isascii():
        return rf"(?<![0-9])(?<![0-9]\.){re.escape(unit)}(?![0-9])(?!\.[0-9])"
    return rf"(?<![a-z]){unit}(?![a-z])" if unit.isascii() else re.escape(unit)


@dataclass
class Sources:
    """What a site says, read from its sources.

    Attributes:
        blocks: Blocks of text of each report, folded; those of its forms' labels are the same objects.
        figures: Numbers in the cells of each report.
    """

    blocks: dict[Key, list[str]] = field(default_factory=dict)
    figures: dict[Key, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._known: dict[tuple[str, str], bool] = {}

    def holding(self, phrase: str) -> set[Key]:
        """Reports that hold a phrase or, where it is a number, a figure."""
        wanted = pattern(phrase)
        number = fold(phrase)
        return {
            key
            for key, blocks in self.blocks.items()
            if number in self.figures[key] or any(self._holds(wanted, block) for block in blocks)
        }

    def _holds(self, wanted: re.Pattern[str], block: str) -> bool:
        known = self._known.get((wanted.pattern, block))
        if known is None:
            known = self._known[wanted.pattern, block] = wanted.search(block) is not None
        return known


def read_sources(site: Path) -> Sources:
    """Read what a site's reports say."""
    workspace = Workspace(Layout(site, site / "data", site / "docs"))
    found = Sources()
    for key, report in workspace.reports.items():
        agency = workspace.agencies[key[0]]
        text = (site / "docs" / key[0] / f"{key[1]}.md").read_text(encoding="utf-8")
        lines = [LEAD.sub("", line) for line in _said(text, workspace, key).split("\n")]
        day = f"公布日期 {report.published.date.isoformat()}" if report.published else ""
        names = [agency.name, agency.short, f"{key[1]}年", day]
        own = [fold(line) for line in (*names, *lines) if line.strip()]
        found.blocks[key] = [*own, *(form_labels(report.form) if report.form else ())]
        found.figures[key] = [f"{figure.value}" for grid in report.grids.values() for row in grid for figure in row]
    return found


_LABELS: dict[str, list[str]] = {}


def form_labels(form: Form) -> list[str]:
    """Every label of a form, folded."""
    if form.id not in _LABELS:
        said = list(_labels(form))
        _LABELS[form.id] = [fold(text) for text in dict.fromkeys(said) if text]
    return _LABELS[form.id]


def _labels(form: Form) -> Iterator[str]:
    for table in form.tables:
        yield table.title
        for row in table.rows:
            yield from (group.label for group in row.groups)
            if row.printed:
                yield row.name.label
        for block in table.blocks:
            yield from (text or "" for text in (block.title, block.corner or block.row_head, block.columns_head))
            for head in block.heads:
                yield from _heads(head)


def _heads(head: Head) -> Iterator[str]:
    yield head.label
    for child in head.children:
        yield from _heads(child)


def _said(text: str, workspace: Workspace, key: Key) -> str:
    found = scan(text)
    parts, position = [], found.body
    for slot, (start, end) in zip(found.slots, found.spans, strict=True):
        said = ""
        if slot.name in TEXTS:
            meant = resolve_call(slot, workspace.reports[key], workspace.report, agency=key[0])
            said = TEXTS[slot.name](meant) if meant else ""
        parts += [text[position:start], said]
        position = end
    return "".join([*parts, text[position:]])


@dataclass(frozen=True)
class Questions:
    """What is asked, by kind; the same seed draws the same."""

    kinds: dict[str, list[tuple[str, ...]]]


def draw(sources: Sources, *, phrases: int, figures: int, pairs: int, seed: int = 1) -> Questions:
    """Draw phrases of 2 to 8 characters, figures, and pairs of words that stand in one report."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    keys = list(sources.blocks)

    def phrase(key: Key, low: int, high: int) -> str:
        while True:
            block = dice.choice(sources.blocks[key])
            length = dice.randint(low, high)
            start = dice.randrange(max(1, len(block) - length + 1))
            text = re.sub(r"[\s\"“”]", "", block[start : start + length])
            if len(UNIT.findall(text)) > 1:
                return text

    def figure(key: Key) -> str:
        return dice.choice(sorted({*sources.figures[key]} - {"None"}))

    drawn = [dice.choice(keys) for _ in range(pairs)]
    return Questions(
        {
            "phrases": [(phrase(dice.choice(keys), 2, 8),) for _ in range(phrases)],
            "figures": [(figure(dice.choice(keys)),) for _ in range(figures)],
            "pairs": [(phrase(key, 2, 5), phrase(key, 2, 5)) for key in drawn],
        }
    )


@dataclass
class Score:
    """How answers compare: how many were right, how many were due, how many were given, and the misses in words."""

    right: int = 0
    due: int = 0
    given: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, asked: str, due: set[Key], given: set[Key]) -> None:
        """Count one answer."""
        self.right += len(due & given)
        self.due += len(due)
        self.given += len(given)
        if due != given:
            lost, wrong = sorted(due - given), sorted(given - due)
            self.misses.append(f"{asked!r}: {len(lost)} missed {lost[:2]}, {len(wrong)} too many {wrong[:2]}")

    @property
    def recall(self) -> float:
        """Share of what was due that was given."""
        return self.right / self.due if self.due else 1.0

    @property
    def precision(self) -> float:
        """Share of what was given that was due."""
        return self.right / self.given if self.given else 1.0


def fragments(site: Path) -> dict[str, Key | None]:
    """Which report each fragment of an index is of; None for a page of none."""
    found: dict[str, Key | None] = {}
    for path in (site / "pagefind/fragment").iterdir():
        text = gzip.decompress(path.read_bytes())
        url = json.loads(text[text.index(b"{") :])["url"]
        match = re.fullmatch(r"/([a-z0-9-]+)/(\d{4})(?:/|\.html)", url)
        found[path.stem] = (match[1], int(match[2])) if match else None
    return found


ASK = """async ([query, agency, year]) => {
    const index = await document.getElementById("gk-search").gongkai;
    const found = await index.search({ query, agency, year });
    while (found.waiting.length) await found.older();
    return found.pages.map(page => page.id);
}"""


class Asker:
    """Asks the search page of a built site, in its own words."""

    def __init__(self, page: Page, site: Path) -> None:
        self.page = page
        self.keys = fragments(site)

    def ask(self, *words: str, agency: str = "", year: str = "") -> set[Key]:
        """Reports found for some words, each a phrase."""
        query = " ".join(f'"{word}"' for word in words)
        found = (self.keys[name] for name in self.page.evaluate(ASK, [query, agency, year]))
        return {key for key in found if key is not None}


def judge(asker: Asker, sources: Sources, questions: Questions) -> dict[str, Score]:
    """Ask every question and compare the answers."""
    scores = {}
    for kind, asked in questions.kinds.items():
        score = scores[kind] = Score()
        for words in asked:
            due = set.intersection(*(sources.holding(word) for word in words))
            score.add(" ".join(words), due, asker.ask(*words))
    return scores


@dataclass
class Cost:
    """Bytes over the wire of one query, as they are stored and with texts compressed, and its milliseconds."""

    raw: int
    packed: int
    wait: float


def costs(page: Page, address: str, queries: list[str]) -> list[Cost]:
    """Type queries into a fresh search page and account for each, results shown included."""
    bodies: list[Any] = []
    page.on(
        "response", lambda answer: bodies.append(answer) if "search" in answer.url or "pagefind" in answer.url else None
    )
    page.goto(address)
    page.wait_for_selector(".gk-search--on")
    found = []
    for query in queries:
        page.fill("#gk-search input[name=q]", f'"{query}"')
        wait = page.evaluate(
            """async () => {
                const start = performance.now(), root = document.getElementById("gk-search");
                root.querySelector("form").requestSubmit();
                while (root.dataset.state !== "done") await new Promise(go => setTimeout(go, 2));
                return performance.now() - start;
            }"""
        )
        sent = [answer for answer in bodies if not answer.url.split("?")[0].endswith("search/")]
        sizes = [max(0, answer.request.sizes()["responseBodySize"]) for answer in sent]  # nothing of what is at hand
        texts = [re.search(r"\.(js|json)(\?|$)", answer.url) is not None for answer in sent]
        packed = [
            len(gzip.compress(answer.body())) if text and size else size
            for answer, size, text in zip(sent, sizes, texts, strict=True)
        ]
        bodies.clear()
        found.append(Cost(sum(sizes), sum(packed), wait))
    return found


def build(folder: Path, agencies: int, years: int) -> Path:
    """Write a demo district and build it; returns the built site."""
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    if not (folder / "mkdocs.yml").is_file():
        command = [str(BIN / "gongkai"), "demo", str(folder), "--agencies", str(agencies), "--years", str(years)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=env)
    if not (folder / "site/pagefind").is_dir():
        subprocess.run([str(BIN / "mkdocs"), "build", "--quiet"], check=True, cwd=folder, env=env)
    return folder / "site"


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, number in (("agencies", 300), ("years", 7), ("phrases", 300), ("figures", 100), ("pairs", 50)):
        parser.add_argument(f"--{name}", type=int, default=number)
    parser.add_argument("--keep", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.keep or Path(scratch, "demo")
        site = build(folder, chosen.agencies, chosen.years)
        sources = read_sources(folder)
        questions = draw(sources, phrases=chosen.phrases, figures=chosen.figures, pairs=chosen.pairs)
        with browser.serve(site, browser.Traffic()) as served, browser.chromium() as started:
            page = started.new_page()
            page.goto(served.at("search/"))
            page.wait_for_selector(".gk-search--on")
            page.evaluate("document.getElementById('gk-search').gongkai.then(index => index.load())")
            for kind, score in judge(Asker(page, site), sources, questions).items():
                print(f"{kind:<10} recall {score.recall:.4f}  precision {score.precision:.4f}  of {score.due} answers")
                print("".join(f"    {miss}\n" for miss in score.misses), end="")
            queries = [words[0] for words in questions.kinds["phrases"][:40]]
            first = [costs(started.new_page(), served.at("search/"), [query])[0] for query in queries[:8]]
            later = costs(started.new_page(), served.at("search/"), queries)[1:]
        told("first", first, FIRST_LARGE if len(sources.blocks) > LARGE else FIRST)
        told("later", later, LATER)


def told(name: str, found: list[Cost], limit: int) -> None:
    """Print what queries cost."""
    raw, packed, wait = ([getattr(cost, part) for cost in found] for part in ("raw", "packed", "wait"))
    print(
        f"{name} query: {statistics.median(raw) / 1000:.0f} KB median, {max(raw) / 1000:.0f} KB at most"
        f" ({max(packed) / 1000:.0f} KB with texts compressed; bar {limit // 1000} KB),"
        f" {statistics.median(wait):.0f} ms median, {max(wait):.0f} ms at most (bar {PROMPT} ms)"
    )


if __name__ == "__main__":
    main()
