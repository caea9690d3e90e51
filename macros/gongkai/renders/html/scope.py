"""What reports are about, said on pages that show their figures without the report's own header."""

from markupsafe import Markup

from gongkai.findings import say
from gongkai.renders.html.markup import EMPTY, escape, fill
from gongkai.reports import Agency


def scope_html(agency: Agency) -> Markup:
    """A sentence that its reports hold figures of other organs too; nothing for an agency that reports on itself."""
    if not agency.is_consolidated:
        return EMPTY
    return fill('<p class="gk-scope">{}</p>', escape(say("compare.consolidated", {"name": agency.name})))
