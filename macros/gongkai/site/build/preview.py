"""What a preview does to pages with findings: it shows them, and lives on whatever a page holds."""

from mkdocs.structure.pages import Page

from gongkai import routes
from gongkai.file_text import MARKDOWN_SUFFIXES
from gongkai.findings import Finding, Level, ordered
from gongkai.narrative import FRONT_KEYS
from gongkai.renders.html.report import findings_html
from gongkai.site.build.session import Session

_ACTIVE_IN_TITLE = frozenset("{<>")
_ACTIVE = _ACTIVE_IN_TITLE | {'"'}
"""Signs that a template engine or a browser may act on where a theme puts a value in as it is."""


def disarm(markdown: str, page: Page, session: Session) -> str:
    """Remove braces from a page that would do more than call macros, so that the preview can show it and go on."""
    bad = [
        item
        for item in _own(page.file.src_uri, session)
        if item.code == "narrative-template" and item.variant != "argument"
    ]
    if not bad:
        return markdown
    for key, value in list(page.meta.items()):
        signs = _ACTIVE_IN_TITLE if key == "title" else _ACTIVE
        if key not in FRONT_KEYS or signs & set(str(value)) or (key == "title" and not isinstance(value, str)):
            del page.meta[key]
    page.title = str(page.title).replace("{", "&#123;")
    return markdown.replace("{", "&#123;")


def with_findings(html: str, page: Page, session: Session) -> str:
    """Show findings above a page's content, on a site that the office keeps for itself."""
    findings = findings_of_page(page.file.src_uri, session)
    return f"{findings_html(findings, internal=session.internal)}{html}" if findings else html


def findings_of_page(source: str, session: Session) -> tuple[Finding, ...]:
    """Findings that a page shows: on its report, its own file and its agency; the home page shows those on the site.

    Args:
        source: Its path below the docs folder, with forward slashes.
        session: The loaded site.
    """
    folder, _, name = source.removesuffix(".md").partition("/")
    about = [item for item in session.about(folder) if _of_agency(item) or str(item.year) == name]
    own = _own(source, session)
    if source == routes.HOME:
        about += [item for item in session.about(None) if item not in own]
    return tuple(ordered(item for item in (*about, *own) if item.level is not Level.WAIVED))


def _of_agency(finding: Finding) -> bool:
    """Whether a finding is about an agency and no single report; it is shown on every page of the agency."""
    return finding.year is None and not (finding.path or "").endswith(MARKDOWN_SUFFIXES)


def _own(source: str, session: Session) -> list[Finding]:
    """Findings in a page's own file."""
    layout = session.workspace.layout
    path = layout.name(layout.docs / source)
    folder = source.partition("/")[0]
    return [item for item in (*session.about(folder), *session.about(None)) if item.path == path]
