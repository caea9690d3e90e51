"""Office files as zip archives, checked against limits before they are unpacked or parsed.

An archive is refused for the sizes that its directory states. XML is refused for entities, depth or number of elements
by a streaming parser, before a parser that builds a tree sees it.
"""

import re
import zipfile
from io import BytesIO
from xml.parsers import expat

from gongkai.readers.files.refusals import MEGABYTE, refuse

_MOST_UNPACKED = 256 * MEGABYTE
_MOST_PARTS = 5_000
_MOST_XML = 24 * MEGABYTE
_STEEPEST = 300
_ALWAYS_FINE = 4 * MEGABYTE
_DEEPEST = 100
_STRICT, _USUAL = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/"), rb"http://schemas.openxmlformats.org/\1/2006/"
"""How namespaces begin in the strict variant of Office Open XML, and in the transitional one that files mostly have."""
_MOST_ELEMENTS = 60_000  # half as many again as a long report has; mammoth takes three seconds for that many


class Archive:
    """The parts of an Office file, each within its limits."""

    def __init__(self, data: bytes, *, name: str) -> None:
        """Open the archive and check its directory.

        Args:
            data: The file.
            name: The file as the clerk knows it.

        Raises:
            ReadError: It is broken, has a password, or would unpack to more than a report can need.
        """
        self._name = name
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise refuse("archive", name=name) from error
        self._check()

    def _check(self) -> None:
        parts = self._zip.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise refuse("locked", name=self._name)
        steep = any(
            part.file_size > _ALWAYS_FINE and part.file_size > _STEEPEST * max(part.compress_size, 1) for part in parts
        )
        large = any(part.file_size > _MOST_XML for part in parts if part.filename.lower().endswith((".xml", ".rels")))
        if steep or large or len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
            limit = f"{_MOST_UNPACKED // MEGABYTE} MB、{_MOST_PARTS} 个文件或单个 {_MOST_XML // MEGABYTE} MB"
            raise refuse("bomb", name=self._name, limit=limit)

    def names(self) -> list[str]:
        """The names of its parts."""
        return self._zip.namelist()

    def part(self, path: str) -> bytes | None:
        """The content of a part; None where the archive has none of that name.

        Namespaces of the strict variant (严格开放文档, ECMA-376 part 1) become those of the transitional one.

        Args:
            path: Its name in the archive.

        Raises:
            ReadError: The part is broken.
        """
        try:
            content = self._zip.read(self._name_of(path) or path)
            return _STRICT.sub(_USUAL, content) if b"purl.oclc.org/ooxml" in content else content
        except KeyError:
            return None
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
            raise refuse("archive", name=self._name) from error
        except Exception as error:  # zlib.error is no OSError
            raise refuse("archive", name=self._name) from error

    def _name_of(self, path: str) -> str | None:
        """The name of a part that is stored in other letter case or with a number added; None where there is none."""
        if path in self._zip.NameToInfo or not path.endswith(".xml"):
            return None
        pattern = re.compile(rf"{re.escape(path.removesuffix('.xml'))}\d{{0,3}}\.xml", re.IGNORECASE)
        return next(filter(pattern.fullmatch, self.names()), None)

    def xml(self, path: str) -> bytes | None:
        """The content of a part that is well-formed XML within limits, without declarations of entities.

        Args:
            path: Its name in the archive.

        Raises:
            ReadError: It is not.
        """
        data = self.part(path)
        if data is not None:
            check_xml(data, name=self._name)
        return data


def check_xml(data: bytes, *, name: str) -> None:
    """Refuse XML that is too deep, too large or declares entities.

    Args:
        data: A part of an Office file.
        name: The file as the clerk knows it.

    Raises:
        ReadError: It is one of these, or no XML.
    """
    depth = elements = 0

    def begin(_tag: str, _attributes: object) -> None:
        nonlocal depth, elements
        depth += 1
        elements += 1
        if depth > _DEEPEST:
            raise refuse("deep", name=name, limit=_DEEPEST)
        if elements > _MOST_ELEMENTS:
            raise refuse("crowded", name=name, limit=f"{_MOST_ELEMENTS // 10_000} 万个标记")

    def end(_tag: str) -> None:
        nonlocal depth
        depth -= 1

    def declared(*_: object) -> None:
        raise refuse("entities", name=name)

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = declared
    try:
        parser.Parse(data, True)  # noqa: FBT003 - takes it by position only
    except expat.ExpatError as error:
        raise refuse("part", name=name) from error
