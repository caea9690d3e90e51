"""Uses of what MkDocs and Material keep to themselves, each with the version in which it was seen.

Nothing here is promised by them; an upgrade has to look at this module first.
"""

from collections.abc import Iterable
from typing import Any

import markdown


def note_anchors(md: markdown.Markdown, ids: Iterable[str]) -> None:
    """Tell MkDocs of ids that came into a page after it had gathered them, else it calls links to them dead.

    Seen in MkDocs 1.6.1, ``mkdocs.structure.pages``: the processor ``mkdocs_extract_anchors`` gathers the ids of the
    tree into ``present_anchor_ids``. Elsewhere than in MkDocs there is no such processor, and nothing to do.
    """
    if "mkdocs_extract_anchors" in md.treeprocessors:
        extractor: Any = md.treeprocessors["mkdocs_extract_anchors"]
        extractor.present_anchor_ids.update(ids)
