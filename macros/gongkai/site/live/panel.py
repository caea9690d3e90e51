"""What a preview puts into a page besides the page itself: findings, the page for pasting, and the script that reloads.

Each part stands between two marks: without them the page is the one that a build writes.
"""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from gongkai.findings import Finding
from gongkai.pages.parts import Link
from gongkai.renders.html.markup import escape, fill, join
from gongkai.renders.html.report import findings_html, office_html

BEGIN, END = "<!-- gongkai:preview -->", "<!-- /gongkai:preview -->"
CHANGES = "/.gongkai/changes"
"""The address at which a page asks whether it has changed."""
SCRIPT = "/.gongkai/reload.js"
"""The address of the script: a strict content security policy runs none that is written into a page."""
SCRIPT_TEXT = """\
(function (seen) {
  var asking = null;
  function ask() {
    if (asking || document.visibilityState !== "visible") return;
    asking = new AbortController();
    var query = "?page=" + encodeURIComponent(decodeURIComponent(location.pathname)) + "&seen=" + seen;
    fetch("CHANGES" + query, {signal: asking.signal})
      .then(function (answer) { return answer.text(); })
      .then(function (text) { asking = null; if (text === "changed") location.reload(); else ask(); })
      .catch(function () { asking = null; setTimeout(ask, 1000); });
  }
  addEventListener("load", ask);
  addEventListener("visibilitychange", ask);
  addEventListener("beforeunload", function () { if (asking) asking.abort(); });
})(document.currentScript.dataset.seen);
""".replace("CHANGES", CHANGES)
"""Asks again and again, and is answered when something has changed: the server keeps the request until then."""


def office_part(findings: Iterable[Finding], for_pasting: Sequence[Link]) -> str:
    """What the office sees above a page; empty where there is nothing.

    Args:
        findings: What the checks found about it.
        for_pasting: Its pages for pasting, the one without a title first; empty where it has none.
    """
    of_page = tuple(findings)
    parts = [str(findings_html(of_page))] if of_page else []
    if for_pasting:
        parts.append(str(office_html(for_pasting[0].address, for_pasting[1:])))
    return "".join(parts)


def with_preview_parts(page: bytes, above: str, seen: str) -> bytes:
    """A page with what a preview puts into it.

    Args:
        page: The page as a build writes it.
        above: HTML that is shown above its content.
        seen: What tells this state of the page from another one.
    """
    if above:
        page = _put(page, above, behind=_content_start(page))
    script = f'<script src="{SCRIPT}" data-seen="{seen}"></script>'
    end = page.rfind(b"</body>")
    return _put(page, script, behind=end if end >= 0 else len(page))


def fault_page(title: str, lines: Iterable[str], findings: Iterable[Finding] = ()) -> bytes:
    """A page that says why there is none.

    Args:
        title: What is the matter.
        lines: What is wrong, and what to do.
        findings: What the checks found.
    """
    of_page = tuple(findings)
    body = join(fill("<pre>{}</pre>", escape(line)) for line in lines)
    listed = findings_html(of_page) if of_page else Markup("")
    return str(
        fill(
            '<!doctype html><html lang="zh"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width"><title>{}</title><style>{}</style></head>'
            "<body><h1>{}</h1>{}{}</body></html>",
            escape(title), _STYLE, escape(title), body, listed,
        )
    ).encode()  # fmt: skip


_STYLE = Markup(
    "body{font:16px/1.7 sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "pre{white-space:pre-wrap;font:inherit;border-left:3px solid #b00;padding-left:1rem}"
)


def _content_start(page: bytes) -> int:
    """Where the content of a page begins: in the article of the theme, or else in the body."""
    for tag in (b"<article", b"<body"):
        place = page.find(tag)
        if place >= 0:
            return page.find(b">", place) + 1
    return 0


def _put(page: bytes, part: str, *, behind: int) -> bytes:
    return page[:behind] + f"{BEGIN}{part}{END}".encode() + page[behind:]
