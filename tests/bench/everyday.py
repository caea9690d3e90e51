"""Asks a built site what people type, in a real browser, and looks whether the first results answer it.

The queries and their answers are in ``everyday_queries.yml``. A result counts with what is seen of it: its address, its
title and its excerpts; pages of agencies that are named above the results count as results, those that are folded away
do not.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

QUERIES = Path(__file__).with_name("everyday_queries.yml")
SETS = ("demo", "held out", "third", "blind", "second blind", "third blind", "fourth blind")
"""Sets of queries of the demo district; how each was written is said in their file."""
FIRST = 5
"""Results in which an answer must be."""
WIDE, LOW = 1280, 60
"""Size of the window in pixels."""
SHARE = 0.95
"""The least share of queries that are to be answered."""

RESULTS = f"""asked => {{
    const base = new URL(document.getElementById("gk-search").dataset.base, location.href).pathname;
    const named = [...document.querySelectorAll(".gk-search-named a")].map(link => [link, link]);
    const listed = [...document.querySelectorAll(".gk-results > li")].map(item => [item.querySelector("h2 a"), item]);
    return [...named, ...listed].slice(0, {FIRST}).map(([link, item]) =>
        [new URL(link.href).pathname.slice(base.length), asked ? item.innerText : ""]);
}}"""
"""The first results: the address of each, and what is seen of it if that is asked for: the page is laid out for it."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed, and what answers it.

    Attributes:
        typed: The query.
        kind: What it is an example of.
        pages: Pages that answer, as patterns; empty for any.
        shows: Words of which the result has one; empty for none.
    """

    typed: str
    kind: str
    pages: tuple[str, ...]
    shows: tuple[str, ...]

    def answered_by(self, path: str, text: str) -> bool:
        """Whether a result answers: its path below the site, and what is seen of it."""
        place = path.removesuffix("index.html").removesuffix(".html").strip("/")
        on_page = any(fnmatchcase(place, one) or fnmatchcase(place, f"{one}/*") for one in self.pages)
        return (on_page or not self.pages) and (not self.shows or any(word in text for word in self.shows))


def queries(site: str) -> Iterator[Query]:
    """The queries of a site: those of ``SETS`` (of one site) or ``own``."""
    for kind, cases in yaml.safe_load(QUERIES.read_text(encoding="utf-8"))[site].items():
        for case in cases:
            yield Query(str(case["q"]), kind, tuple(case.get("pages", ())), tuple(case.get("shows", ())))


def today() -> dt.datetime:
    """The day on which is asked."""
    day = yaml.safe_load(QUERIES.read_text(encoding="utf-8"))["today"]
    return dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC)


def first_results(page: Page, queries: list[Query]) -> list[list[tuple[str, str]]]:
    """Type queries into the search page, one after the other: address and text of the first results of each.

    The text is empty for a query that is answered by a page, whatever is seen of it.
    """
    answers = page.evaluate(
        f"""async queries => {{
            const root = document.getElementById("gk-search"), field = root.querySelector("input[name=q]");
            const form = root.querySelector("form"), answers = [];
            const done = go => new MutationObserver((_, seen) => {{
                if (root.dataset.state === "done") go(seen.disconnect());
            }}).observe(root, {{attributeFilter: ["data-state"]}});
            for (const [typed, asked] of queries) {{
                field.value = typed;
                field.dispatchEvent(new Event("input", {{bubbles: true}}));
                root.dataset.state = "asked";
                const answered = new Promise(done);
                form.requestSubmit();
                await answered;
                answers.push(({RESULTS})(asked));
            }}
            return answers;
        }}""",
        [[query.typed, bool(query.shows)] for query in queries],
    )
    return [[(str(path), str(text)) for path, text in results] for results in answers]


@dataclass(frozen=True, slots=True)
class Answers:
    """How many queries were answered.

    Attributes:
        queries: The queries.
        missed: Those without an answer, each with what was found instead.
    """

    queries: list[Query]
    missed: list[tuple[Query, list[str]]]

    @property
    def share(self) -> float:
        """Share of the queries that were answered."""
        return 1 - len(self.missed) / len(self.queries)


def ask_all(page: Page, queries: list[Query]) -> Answers:
    """Ask every query on an open search page, whose clock is set to the day on which is asked."""
    missed = []
    for query, results in zip(queries, first_results(page, queries), strict=True):
        if not any(query.answered_by(path, text) for path, text in results):
            missed.append((query, [path for path, _ in results]))
    return Answers(queries, missed)


def open_search(page: Page, address: str) -> Page:
    """Open a search page on the day on which is asked, in a window too low for drawing results."""
    page.set_viewport_size({"width": WIDE, "height": LOW})
    page.clock.set_fixed_time(today())
    page.goto(address)
    page.wait_for_selector("#gk-search.gk-search--on[data-state=done]")
    return page


def print_answers(answers: Answers) -> None:
    """Print the share of each kind and every query without an answer."""
    for kind in dict.fromkeys(query.kind for query in answers.queries):
        total = sum(query.kind == kind for query in answers.queries)
        missed = sum(query.kind == kind for query, _ in answers.missed)
        print(f"{kind:<30} {total - missed} of {total}")
    print(f"{'everyday queries':<30} {answers.share:.4f} answered by the first {FIRST} results (limit {SHARE})")
    print("".join(f"    {query.typed}: {results}\n" for query, results in answers.missed), end="")
