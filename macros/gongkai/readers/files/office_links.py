"""Which other parts of an Office file a part refers to."""

import posixpath
from collections.abc import Iterator

from gongkai.readers.files.archives import Archive
from gongkai.readers.files.office_xml import xml_root


def linked_parts(archive: Archive, part: str) -> Iterator[tuple[str, str, str]]:
    """The relationships of a part: the kind, the id and the name of each part that it refers to.

    Args:
        archive: The parts of the file.
        part: The name of the part.
    """
    folder, name = posixpath.split(part)
    links = archive.xml(f"{folder}/_rels/{name}.rels")
    for link in xml_root(links) if links else ():
        target = link.get("Target") or ""
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        yield link.get("Type") or "", link.get("Id") or "", path
