"""What a page costs on a slow phone: ``python -m tests.bench.phone [SITE]``.

Prints for every kind of page the bytes that come over the network, the time of the largest contentful paint (LCP) and
the layout shift. The phone is Chromium with 390 by 844 pixels, a processor four times slower, and a network of 1.6
Mbit/s and 150 ms (slow 4G), nothing at hand from before; the server compresses text, as web servers do. Without SITE
the demo district of 12 agencies and 4 years is built. Each page is opened three times, and the middle time counts.
Exit code 1 where a page takes longer than 1.2 s or shifts.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import statistics
import sys
import tempfile
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests import browser
from tests.bench.district import PAGES, build

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LIMIT = 1.2
"""Seconds to the largest contentful paint."""
CPU = 4
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
"""Slow 4G: milliseconds, and bytes a second."""
VISITS = 3
WATCH = """
window.gkLcp = null; window.gkShift = 0;
new PerformanceObserver(list => { for (const item of list.getEntries()) gkLcp = item.startTime })
    .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver(list => {
    for (const item of list.getEntries()) if (!item.hadRecentInput) gkShift += item.value;
}).observe({type: "layout-shift", buffered: true});
"""
PAINTED = "gkLcp !== null"
"""Whether a paint was reported: a busy machine reports it long after the network is quiet, so that is waited for."""
TEXT = frozenset({".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".csv"})


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder, text compressed."""

    def do_GET(self) -> None:
        """Send a file, compressed where it is text."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in TEXT or not path.is_file():
            super().do_GET()
            return
        body = gzip.compress(path.read_bytes(), 6, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name the parent gave it
        """Say nothing."""


def measure(started: Browser, url: str) -> tuple[int, float, float]:
    """Return bytes, seconds to the largest contentful paint, and layout shift of a page that nobody has seen before."""
    context = started.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=2, is_mobile=True, locale="zh-CN"
    )
    opened = context.new_page()
    session = context.new_cdp_session(opened)
    received: list[float] = []

    def count(event: Any) -> None:
        received.append(event["encodedDataLength"])

    session.on("Network.loadingFinished", count)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": CPU})
    opened.add_init_script(WATCH)
    opened.goto(url, wait_until="networkidle")
    opened.wait_for_function(PAINTED)
    opened.wait_for_timeout(500)  # for a larger paint that follows
    lcp, shift = opened.evaluate("[gkLcp, gkShift]")
    context.close()
    return int(sum(received)), lcp / 1000, shift


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", nargs="?", type=Path)
    given = parser.parse_args()
    slow = []
    with tempfile.TemporaryDirectory() as folder:
        site = given.site or build(Path(folder) / "district")
        handler = functools.partial(Handler, directory=str(site))
        with ThreadingHTTPServer((browser.LOCAL, 0), handler) as server, browser.chromium() as started:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            for name, path in PAGES.items():
                url = f"http://{browser.LOCAL}:{server.server_port}/{path}"
                sizes, paints, shifts = zip(*(measure(started, url) for _ in range(VISITS)), strict=True)
                size, lcp, shift = max(sizes), statistics.median(paints), max(shifts)
                print(f"{name:<14} {size / 1000:7.0f} kB   LCP {lcp:5.2f} s   shift {shift:.3f}")
                if lcp > LIMIT or round(shift, 3):
                    slow.append(name)
            server.shutdown()
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
