"""Search a built site in a real browser for phrases, figures and pairs of words, and compare with a plain text search.

The plain search reads narratives, figures and what the built pages show besides, and does not use the index: it runs a
regular expression over each block of text and compares numbers as a whole. Printed are missing and wrong results, bytes
and milliseconds of a query, and how many everyday queries are answered (``tests/bench/everyday.py``).

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

from lxml import html as lxml_html

from gongkai.narrative.calls import figure_text, resolve_call, share_text, sum_text
from gongkai.narrative.template import scan
from gongkai.reports.layout import Layout
from gongkai.workspace import Workspace
from tests import browser
from tests.bench import everyday
from tests.site.cbor_values import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from gongkai.forms import Form
    from gongkai.forms.model import Head
    from gongkai.reports import ReportKey

BIN = Path(sys.executable).parent
TEXTS = {"figure": figure_text, "total": sum_text, "share": share_text}
UNIT = re.compile(r"[0-9]+(?:\.[0-9]+)?|[a-z]+|[^\W_]")
LEAD = re.compile(r"^(?:#+|[-*]|\d+\.|>|!!! \w+)\s+|^\s+")
EVERY = 6
"""One of so many everyday queries is measured."""
FIRST, LATER, PROMPT = 250_000, 100_000, 300
"""Limits: bytes of a first and of a later query, texts compressed as servers send them; milliseconds."""


def fold(text: str) -> str:
    """A text in compatibility forms (NFKC) and lower case."""
    return unicodedata.normalize("NFKC", text).lower()


def pattern(phrase: str) -> re.Pattern[str]:
    """A phrase as a regular expression for folded text, which ignores signs between units and matches whole numbers."""
    units = UNIT.findall(fold(phrase))
    return re.compile(r"[\W_]*".join(_unit_pattern(unit) for unit in units))


def _unit_pattern(unit: str) -> str:
    if unit[0].isdigit() and unit.isascii():
        return rf"(?<![0-9])(?<![0-9]\.){re.escape(unit)}(?![0-9])(?!\.[0-9])"
    return rf"(?<![a-z]){unit}(?![a-z])" if unit.isascii() else re.escape(unit)


@dataclass
class Sources:
    """The text of a site, read from its sources.

    Attributes:
        blocks: Blocks of text of each report, folded; labels of a form are the same objects in all its reports.
        dates: Day of publication of each report, folded; its numbers are no figures.
        figures: Numbers in the cells of each report.
    """

    blocks: dict[ReportKey, list[str]] = field(default_factory=dict)
    dates: dict[ReportKey, str] = field(default_factory=dict)
    figures: dict[ReportKey, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._cache: dict[tuple[str, str], bool] = {}

    def holding(self, phrase: str) -> set[ReportKey]:
        """Reports that have a phrase in their text or, if it is a number, in a cell."""
        wanted = pattern(phrase)
        number = fold(phrase)
        return {
            key
            for key, blocks in self.blocks.items()
            if number in self.figures[key]
            or any(self._matches(wanted, block) for block in blocks)
            or (key in self.dates and len(UNIT.findall(number)) > 1 and self._matches(wanted, self.dates[key]))
        }

    def _matches(self, wanted: re.Pattern[str], block: str) -> bool:
        matches = self._cache.get((wanted.pattern, block))
        if matches is None:
            matches = self._cache[wanted.pattern, block] = wanted.search(block) is not None
        return matches


def read_sources(site: Path) -> Sources:
    """Read the text of a site's reports."""
    workspace = Workspace(Layout(site, site / "data", site / "docs"), reserved=())
    sources = Sources()
    for key, report in workspace.reports.items():
        agency = workspace.agencies[key[0]]
        text = (site / "docs" / key[0] / f"{key[1]}.md").read_text(encoding="utf-8")
        lines = [LEAD.sub("", line) for line in _printed_text(text, workspace, key).split("\n")]
        if report.published:
            sources.dates[key] = fold(f"公布日期 {report.published.date.isoformat()}")
        names = [agency.name, agency.short, f"{key[1]}年"]
        own = [fold(line) for line in (*names, *lines, *seen_besides(site / "site", key)) if line.strip()]
        sources.blocks[key] = [*own, *(form_labels(report.form) if report.form else ())]
        sources.figures[key] = [f"{figure.value}" for grid in report.grids.values() for row in grid for figure in row]
    return sources


def seen_besides(site: Path, key: ReportKey) -> Iterator[str]:
    """What a built report page shows besides its narrative and its tables: facts, summary, what explains the tables."""
    page = lxml_html.fromstring((site / key[0] / f"{key[1]}/index.html").read_bytes())
    for fact in page.find_class("gk-meta")[0]:
        if fact[0].text in {"报告范围", "格式依据"}:
            yield " ".join(part.text_content() for part in fact)
    for summary in page.find_class("gk-summary"):
        yield from (part.text_content() for part in summary.findall("p") if not part.get("class"))
    for sheet in page.find_class("gk-sheet"):
        for link in sheet.findall(".//a"):
            link.drop_tree()  # ways to other pages and back
        for meaning in sheet.findall("p")[1:2]:
            if not meaning.get("class"):  # of a row without one this is the last line, which has links alone
                yield meaning.text_content()
        yield from (part.text_content() for part in sheet.findall("dl/dd"))


_LABELS: dict[str, list[str]] = {}


def form_labels(form: Form) -> list[str]:
    """Every label of a form, folded."""
    if form.id not in _LABELS:
        labels = list(_labels(form))
        _LABELS[form.id] = [fold(text) for text in dict.fromkeys(labels) if text]
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


def _printed_text(text: str, workspace: Workspace, key: ReportKey) -> str:
    """A narrative with its macro calls replaced by what they print; those that print a block are left out."""
    scanned = scan(text)
    parts, position = [], scanned.body
    for slot, (start, end) in zip(scanned.slots, scanned.spans, strict=True):
        printed = ""
        if slot.name in TEXTS:
            call = resolve_call(slot, workspace.reports[key], workspace.report, agency=key[0])
            printed = TEXTS[slot.name](call) if call else ""
        parts += [text[position:start], printed]
        position = end
    return "".join([*parts, text[position:]])


@dataclass(frozen=True)
class Questions:
    """Queries by kind, each a tuple of words."""

    kinds: dict[str, list[tuple[str, ...]]]


def draw(sources: Sources, *, phrases: int, figures: int, pairs: int, seed: int = 1) -> Questions:
    """Draw phrases of 2 to 8 characters, figures, and pairs of words from one report; the same seed draws the same."""
    rng = random.Random(seed)  # noqa: S311 - a sample, not a secret
    keys = list(sources.blocks)

    def phrase(key: ReportKey, low: int, high: int) -> str:
        while True:
            block = rng.choice(sources.blocks[key])
            length = rng.randint(low, high)
            start = rng.randrange(max(1, len(block) - length + 1))
            text = re.sub(r"[\s\"“”]", "", block[start : start + length])
            if len(UNIT.findall(text)) > 1:
                return text

    def figure(key: ReportKey) -> str:
        return rng.choice(sorted({*sources.figures[key]} - {"None"}))

    drawn = [rng.choice(keys) for _ in range(pairs)]
    return Questions(
        {
            "phrases": [(phrase(rng.choice(keys), 2, 8),) for _ in range(phrases)],
            "figures": [(figure(rng.choice(keys)),) for _ in range(figures)],
            "pairs": [(phrase(key, 2, 5), phrase(key, 2, 5)) for key in drawn],
        }
    )


@dataclass
class Score:
    """How results compare with the plain search.

    Attributes:
        right: Number of right results.
        due: Number of results that the plain search gives.
        given: Number of results of the site's search.
        misses: Each query with missing or wrong results, as text.
    """

    right: int = 0
    due: int = 0
    given: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, query: str, due: set[ReportKey], given: set[ReportKey]) -> None:
        """Count the results of one query."""
        self.right += len(due & given)
        self.due += len(due)
        self.given += len(given)
        if due != given:
            lost, wrong = sorted(due - given), sorted(given - due)
            self.misses.append(f"{query!r}: {len(lost)} missed {lost[:2]}, {len(wrong)} too many {wrong[:2]}")

    @property
    def recall(self) -> float:
        """Share of the due results that were given."""
        return self.right / self.due if self.due else 1.0

    @property
    def precision(self) -> float:
        """Share of the given results that were due."""
        return self.right / self.given if self.given else 1.0


def pages_by_id(site: Path) -> dict[str, ReportKey | None]:
    """The report of each page of an index, by the page's id in a browser; None for a page that is not a report."""
    folder = site / "pagefind"

    def read(part: int, name: str) -> Any:
        return decoded(gzip.decompress((folder / f"index/{part}-{name}.pf_index").read_bytes()))

    reports: dict[str, ReportKey | None] = {}
    for part, info in enumerate(json.loads((folder / "forms.json").read_text(encoding="utf-8"))["parts"]):
        *_, lists = read(part, info["list"])
        for place, name in enumerate(name for one in lists for name in read(part, one)):
            text = gzip.decompress((folder / f"fragment/{part}-{name}.pf_fragment").read_bytes())
            match = re.fullmatch(r"/([a-z0-9-]+)/(\d{4})(?:/|\.html)", json.loads(text)["url"])
            reports[f"{part}/{place}"] = (match[1], int(match[2])) if match else None
    return reports


ASK = """async ([query, agency, year]) => {
    const index = await document.getElementById("gk-search").gongkai;
    const results = await index.search({ query, agency, year });
    while (results.waiting.length) await results.older();
    return results.pages.map(page => page.id);
}"""


class Asker:
    """Runs queries on the search page of a built site."""

    def __init__(self, page: Page, site: Path) -> None:
        self.page = page
        self.keys = pages_by_id(site)

    def ask(self, *words: str, agency: str = "", year: str = "") -> set[ReportKey]:
        """Reports that are found for some words, each of which is a phrase."""
        query = " ".join(f'"{word}"' for word in words)
        keys = (self.keys[name] for name in self.page.evaluate(ASK, [query, agency, year]))
        return {key for key in keys if key is not None}


def judge(asker: Asker, sources: Sources, questions: Questions) -> dict[str, Score]:
    """Run every query, and compare its results with the plain search."""
    scores = {}
    for kind, queries in questions.kinds.items():
        score = scores[kind] = Score()
        for words in queries:
            due = set.intersection(*(sources.holding(word) for word in words))
            score.add(" ".join(words), due, asker.ask(*words))
    return scores


@dataclass
class Cost:
    """The cost of one query.

    Attributes:
        raw: Bytes loaded, as they are stored.
        packed: The same with text files compressed.
        wait: Milliseconds until the results are shown.
    """

    raw: int
    packed: int
    wait: float


def costs(page: Page, address: str, queries: list[str]) -> list[Cost]:
    """Type queries into a new search page and measure each, until its results are shown."""
    bodies: list[Any] = []
    page.on(
        "response", lambda answer: bodies.append(answer) if "search" in answer.url or "pagefind" in answer.url else None
    )
    page.goto(address)
    page.wait_for_selector(".gk-search--on")
    measured = []
    for query in queries:
        page.fill("#gk-search input[name=q]", query)
        wait = page.evaluate(
            """async () => {
                const start = performance.now(), root = document.getElementById("gk-search");
                root.querySelector("form").requestSubmit();
                while (root.dataset.state !== "done") await new Promise(go => setTimeout(go, 2));
                return performance.now() - start;
            }"""
        )
        sent = [answer for answer in bodies if not answer.url.split("?")[0].endswith("search/")]
        sizes = [max(0, answer.request.sizes()["responseBodySize"]) for answer in sent]  # negative: from the cache
        texts = [re.search(r"\.(js|json)(\?|$)", answer.url) is not None for answer in sent]
        packed = [
            len(gzip.compress(answer.body())) if text and size else size
            for answer, size, text in zip(sent, sizes, texts, strict=True)
        ]
        bodies.clear()
        measured.append(Cost(sum(sizes), sum(packed), wait))
    return measured


def build(folder: Path, agencies: int, years: int) -> Path:
    """Write a demo district and build it, unless that was done before; returns the folder of the built site."""
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
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch, "demo")
        site = build(folder, options.agencies, options.years)
        sources = read_sources(folder)
        questions = draw(sources, phrases=options.phrases, figures=options.figures, pairs=options.pairs)
        with browser.serve(site, browser.Traffic()) as served, browser.chromium() as started:
            page = started.new_page()
            page.goto(served.at("search/"))
            page.wait_for_selector(".gk-search--on")
            page.evaluate("document.getElementById('gk-search').gongkai.then(index => index.prepare())")
            for kind, score in judge(Asker(page, site), sources, questions).items():
                print(f"{kind:<10} recall {score.recall:.4f}  precision {score.precision:.4f}  of {score.due} answers")
                print("".join(f"    {miss}\n" for miss in score.misses), end="")
            queries = [f'"{words[0]}"' for words in questions.kinds["phrases"][:40]]
            days = everyday.open_search(started.new_page(), served.at("search/"))
            for name in everyday.SETS:
                print(f"{name}:")
                everyday.print_answers(everyday.ask_all(days, list(everyday.queries(name))))
            typed = [query.typed for name in everyday.SETS for query in list(everyday.queries(name))[::EVERY]]
            address = served.at("search/")
            first = [costs(started.new_page(), address, [query])[0] for query in queries[:8]]
            first_typed = [costs(started.new_page(), address, [query])[0] for query in typed]
            later = costs(started.new_page(), address, queries)[1:]
            later_typed = costs(started.new_page(), address, typed)[1:]
        print_costs("first", first, FIRST)
        print_costs("first, everyday", first_typed, FIRST)
        print_costs("later", later, LATER)
        print_costs("later, everyday", later_typed, LATER)


def print_costs(name: str, measured: list[Cost], limit: int) -> None:
    """Print the cost of some queries and the limits."""
    raw, packed, wait = ([getattr(cost, part) for cost in measured] for part in ("raw", "packed", "wait"))
    print(
        f"{name} query: {statistics.median(packed) / 1000:.0f} KB median, {max(packed) / 1000:.0f} KB at most"
        f" (limit {limit // 1000} KB; {max(raw) / 1000:.0f} KB where a server compresses nothing),"
        f" {statistics.median(wait):.0f} ms median, {max(wait):.0f} ms at most (limit {PROMPT} ms)"
    )


if __name__ == "__main__":
    main()
