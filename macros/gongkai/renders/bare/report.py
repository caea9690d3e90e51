"""The parts of a report's page as bare HTML, and the file that is made of them.

Editors of content management systems (CMS) strip style sheets, scripts, classes and ids. So styles stand in the tags
and nothing refers to anything else. The file can be opened by itself; what is pasted stands in its ``main``.
"""

from markupsafe import Markup

from gongkai.findings import say
from gongkai.pages.parts import PagePart, Remarks, ReportTable
from gongkai.renders.bare.styles import STYLES
from gongkai.renders.bare.table import item, paragraph, table_bare
from gongkai.renders.html.markup import EMPTY, escape, fill, join

_FILE = """\
<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>{}</title>
</head>
<body>
<main>
{}
<p style="{}">{}</p>
</main>
</body>
</html>
"""


def part_bare(part: PagePart) -> Markup:
    """A part of a report's page as bare HTML; nothing for a part of the site that is no part of the report."""
    if isinstance(part, ReportTable):
        return table_bare(part.view)
    return remarks_bare(part) if isinstance(part, Remarks) else EMPTY


def remarks_bare(remarks: Remarks) -> Markup:
    """Remarks on sections and every correction, a list each."""
    lists = ((say("page.remarks"), remarks.sections), (say("cite.corrections"), remarks.corrections))
    return join(
        fill("{}<ul>{}</ul>", paragraph(escape(title)), join(map(item, texts))) for title, texts in lists if texts
    )


def bare_file(content: Markup, *, title: str, source: str) -> Markup:
    """The file.

    Args:
        content: The narrative as bare HTML with its parts, and the parts behind it.
        title: The report's title, for the head of the file.
        source: Where it is from: a line below it.

    Returns:
        A file of HTML without style sheet, script, class or id; it asks for nothing.
    """
    style = f"{STYLES['p']};font-size:.85em"
    return fill(_FILE, escape(title), content.strip(), escape(style), escape(source))


def title_bare(title: str) -> Markup:
    """The heading of a report whose narrative has none of its own."""
    return fill('<h1 style="{}">{}</h1>\n', escape(STYLES["h1"]), escape(title))
