"""What a preview does to pages with findings: it shows them, and lives on whatever a page holds."""

from mkdocs.structure.pages import Page

from gongkai import routes
from gongkai.findings import Finding, Level, ordered
from gongkai.narrative import FRONT_KEYS
from gongkai.renders.html.report import findings_html
from gongkai.site.build.session import Session
from gongkai.workspace import PAGE_SUFFIXES

_ACTIVE_IN_TITLE = frozenset("{<>")
_ACTIVE = _ACTIVE_IN_TITLE | {'"'}
"""Signs that a template engine or a browser may act on where a theme puts a value in as it is."""


def disarm(markdown: str, page: Page, session: Session) -> str:
    """Take the braces out of a page that would do more than call macros, so that a preview shows it and lives on."""
    bad = [item for item in _own(page, session) if item.code == "narrative-template" and item.variant != "argument"]
    if not bad:
        return markdown
    for key, value in list(page.meta.items()):
        signs = _ACTIVE_IN_TITLE if key == "title" else _ACTIVE
        if key not in FRONT_KEYS or signs & set(str(value)) or (key == "title" and not isinstance(value, str)):
            del page.meta[key]
    page.title = str(page.title).replace("{", "&#123;")
    return markdown.replace("{", "&#123;")


def with_findings(html: str, page: Page, session: Session) -> str:
    """Show findings above a page's content: of its report, its own file, its agency; on the home page of the site."""
    folder, _, name = page.file.src_uri.removesuffix(".md").partition("/")
    about = [item for item in session.about(folder) if _of_agency(item) or str(item.year) == name]
    own = _own(page, session)
    if page.file.src_uri == routes.HOME:
        about += [item for item in session.about(None) if item not in own]
    shown = ordered(item for item in (*about, *own) if item.level is not Level.WAIVED)
    return f"{findings_html(shown, internal=session.internal)}{html}" if shown else html


def _of_agency(finding: Finding) -> bool:
    """Whether a finding is about an agency and no single report; it is shown on every page of the agency."""
    return finding.year is None and not (finding.path or "").endswith(PAGE_SUFFIXES)


def _own(page: Page, session: Session) -> list[Finding]:
    """Findings in a page's own file."""
    layout = session.workspace.layout
    path = layout.name(layout.docs / page.file.src_uri)
    folder = page.file.src_uri.partition("/")[0]
    return [item for item in (*session.about(folder), *session.about(None)) if item.path == path]
