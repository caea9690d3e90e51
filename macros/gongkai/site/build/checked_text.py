"""What MkDocs reads of a page: the text that was checked, kept since then, and not what is in the file by now."""

from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page

from gongkai.findings import say
from gongkai.site.build.session import Session
from gongkai.site.build.withdrawn_page import public_text


def checked_text(page: Page, session: Session, docs_dir: str) -> str | None:
    """The text of a page as it was checked, so that nothing else is published if the file has changed since.

    Args:
        page: The page.
        session: The checked site.
        docs_dir: The docs folder as MkDocs names it.

    Returns:
        The text; in a preview something to show for a page that cannot be read; None for a trusted page and for one
        that comes from elsewhere, whose text MkDocs knows.

    Raises:
        PluginError: The page has come up in the docs folder since the check.
    """
    source = page.file.src_uri
    workspace = session.workspace
    text = workspace.page_text(source) if session.preview else public_text(workspace, source)
    if text is not None or source in workspace.trusted or page.file.src_dir != docs_dir:
        return text
    if session.preview:
        return f"# {page.file.name}\n"
    raise PluginError(say("build.unchecked", {"page": source}))
