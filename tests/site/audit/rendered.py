"""Opens pages of a built site in a browser: axe-core, no sideways scrolling, no layout shift, no other host, weight.

Of a large site a sample of each kind is opened, drawn by a seed, together with the extremes.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import asdict
from itertools import product
from typing import TYPE_CHECKING, Any

from tests import browser
from tests.site.audit.built import AuditResult, Built, Page
from tests.site.audit.weight import compressed, weights_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from playwright.sync_api import Browser, Response
    from playwright.sync_api import Page as Opened

WIDE, PHONE = 1280, 390
SCHEMES: Mapping[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
}
"""The colours that a browser is set to prefer; forced ones are those of the system."""
REPORT_LIMIT = 150_000
"""Most bytes of a report page with all that it loads, compressed."""
SHIFT = """() => new Promise(done => {
    let sum = 0;
    const watch = new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value }));
    watch.observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(sum), 300);
})"""
"""The layout shift since the page was opened, and in a third of a second more."""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def rendered(
    built: Built,
    *,
    number: int,
    seed: int,
    widths: Sequence[int] = (WIDE, PHONE),
    schemes: Sequence[str] = ("light", "dark"),
) -> AuditResult:
    """Open a sample on screens of several widths, in several colours.

    Args:
        built: The site.
        number: Pages of each kind, in addition to the extremes; 0 for one page of each kind and no extremes.
        seed: The same seed draws the same pages.
        widths: Of the window, in pixels.
        schemes: Names of ``SCHEMES``.
    """
    result, traffic = AuditResult(), browser.Traffic()
    pages = sample(built, number=number, seed=seed) if number else one_of_each(built, seed=seed)
    with browser.chromium() as chromium, browser.serve(built.root, traffic, base=built.base) as served:
        for width, scheme in product(widths, schemes):
            for page in pages:
                result.counts[page.kind] += 1
                for fault in _visit(chromium, traffic, served.at(page.address), width=width, **SCHEMES[scheme]):
                    if scheme == "forced" and fault.startswith(browser.COLOUR_RULES):
                        continue  # the colours are the system's; axe-core takes those of the page, which nobody sees
                    result.faults.append(f"{page.name} at {width}, {scheme}: {fault}")
        heaviest = max((page for page in pages if page.kind.startswith("report")), key=_bytes, default=None)
        if heaviest is not None:
            result.counts["bytes of the heaviest report with all it loads"] = loads = _loads(
                chromium, served.at(heaviest.address)
            )
            result.faults += [f"{heaviest.name}: {loads:,} bytes"] if loads > REPORT_LIMIT else []
    requests = (f"{kind}: {item}" for kind, items in asdict(traffic).items() for item in items)
    result.faults += dict.fromkeys(requests)
    return result


def sample(built: Built, *, number: int, seed: int) -> list[Page]:
    """Pages of each kind and the extremes, sorted; the same for the same seed."""
    return sorted({*_extremes(built), *_drawn(built, number, seed)}, key=lambda page: page.name)


def one_of_each(built: Built, *, seed: int) -> list[Page]:
    """A page of each kind, sorted; the same for the same seed."""
    return sorted(_drawn(built, 1, seed), key=lambda page: page.name)


def _drawn(built: Built, number: int, seed: int) -> Iterator[Page]:
    kinds: dict[str, list[Page]] = defaultdict(list)
    for page in built.pages:
        kinds[page.kind].append(page)
    draw = random.Random(seed)  # noqa: S311 - a sample, not a secret
    for kind in sorted(kinds):
        yield from draw.sample(kinds[kind], min(number, len(kinds[kind])))


def faults_of(opened: Opened, rules: Sequence[str] | None = None) -> list[str]:
    """What is wrong with a page as it stands: violations of any level, and that it can be moved sideways.

    Args:
        opened: An open page.
        rules: The only rules of axe-core to ask, as `tests.browser.axe` takes them.
    """
    violations = [_violation(item) for item in browser.axe(opened, rules=rules)]
    moved = opened.evaluate(SIDEWAYS)
    return violations + ([f"can be moved {moved} px sideways"] if moved else [])


def _violation(item: dict[str, Any]) -> str:
    """A violation as one line, with the first element that it concerns."""
    first = " ".join(browser.describe([{**item, "nodes": item["nodes"][:1]}]).split())
    more = len(item["nodes"]) - 1
    return f"{first} and {more} more" if more else first


def weigh(opened: Opened, address: str) -> dict[str, int]:
    """Bytes of each file that a page loads, as a server that compresses sends them."""
    loaded: dict[str, int] = {}

    def take(response: Response) -> None:
        loaded[response.url] = compressed(response.body())

    opened.on("response", take)
    opened.goto(address, wait_until="networkidle")
    return loaded


def _extremes(built: Built) -> Iterator[Page]:
    """The heaviest page of each kind; reports with the longest name, of the first and last years, and with remarks."""
    heaviest: dict[str, tuple[int, Page]] = {}
    for page, weighs in weights_of(built).items():
        heaviest[page.kind] = max(heaviest.get(page.kind, (0, page)), (weighs, page), key=lambda item: item[0])
    yield from (page for _, page in heaviest.values())
    reports = [(page, built.report(page)) for page in built.pages if page.kind.startswith("report-")]
    if not reports:
        return
    yield max(reports, key=lambda item: len(item[1]["agency"]["name"]))[0]
    yield min(reports, key=lambda item: item[1]["year"])[0]
    yield max(reports, key=lambda item: item[1]["year"])[0]
    for part in ("notes", "corrections", "findings"):
        yield from [page for page, report in reports if report[part]][:1]


def _visit(chromium: Browser, traffic: browser.Traffic, address: str, *, width: int, **options: Any) -> list[str]:
    context = chromium.new_context(viewport={"width": width, "height": 800}, locale="zh-CN", **options)
    traffic.watch(context)
    try:
        opened = context.new_page()
        opened.goto(address, wait_until="load")
        faults, jumped = faults_of(opened), opened.evaluate(SHIFT)
        return faults + ([f"jumps by {jumped}"] if jumped else [])
    finally:
        context.close()


def _loads(chromium: Browser, address: str) -> int:
    context = chromium.new_context(viewport={"width": WIDE, "height": 800})
    try:
        return sum(weigh(context.new_page(), address).values())
    finally:
        context.close()


def _bytes(page: Page) -> int:
    return compressed(page.path.read_bytes())
