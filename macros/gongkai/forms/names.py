"""The names of the parts of a form, and how a written name is compared with them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from gongkai.located import FilePlace

_QUOTES = str.maketrans("", "", "“”‘’\"'「」『』 \u00a0\u3000\t")


@lru_cache(maxsize=65536)
def canonical(name: str) -> str:
    """A name as it is compared: compatibility forms folded, spaces and quotation marks dropped."""
    return unicodedata.normalize("NFKC", name).translate(_QUOTES)


_NUMBERING = re.compile(r"^(?:（[^）]{1,3}）|[0-9]+[.．、]|[一二三四五六七八九十]+、)")


def unnumbered(label: str) -> str:
    """A printed label without the number before it: ``（一）予以公开`` is 予以公开."""
    return _NUMBERING.sub("", label)


@dataclass(frozen=True, slots=True)
class Name:
    """The names by which data may call a row, column, line or table.

    Attributes:
        id: The fixed id of exports.
        label: As printed on the form.
        short: As a clerk writes it; unique within its axis.
        also: Further names taken in writing.
        place: Where the form defines what has the name.
    """

    id: str
    label: str
    short: str
    also: tuple[str, ...] = ()
    place: FilePlace | None = field(default=None, compare=False)

    def all(self) -> Iterator[str]:
        """Every name, canonical."""
        for name in (self.id, self.short, self.label, *self.also):
            yield canonical(name)
