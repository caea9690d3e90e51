"""Files of the whole site that are taken over from the published one where all that they are made from is as it was.

An entry says which files were made; they themselves are where they were published. It is read as JSON.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gongkai.kept_files import KeptFiles
from gongkai.site.publishing.site_folder import SiteFolder
from gongkai.work.bundle import WrittenFile

_SHAPE = 1
"""Version of the entries; to be raised with any change of how they are read."""


@dataclass(frozen=True, slots=True)
class SiteFiles:
    """Takes such files over, or has them made.

    Attributes:
        folder: The folder that is built.
        cache: Where it is kept which files were made; None where that is not kept.
        common: Hash of the versions of all that makes them, and of the site's own forms.
        anew: Whether all are made anew, and what is kept is replaced.
    """

    folder: SiteFolder
    cache: KeptFiles | None = None
    common: str = ""
    anew: bool = False

    def made(self, made_from: object, make: Callable[[], Iterable[WrittenFile]]) -> tuple[WrittenFile, ...]:
        """Some files that stand in the folder, taken over or made.

        Args:
            made_from: What they depend on besides versions and forms, with a ``repr`` that is the same in every run.
            make: Makes them, in the folder.
        """
        files = self.taken(made_from)
        if files is None:
            files = tuple(make())
            self.note(made_from, files)
        return files

    def taken(self, made_from: object) -> tuple[WrittenFile, ...] | None:
        """Some files that were taken over; None where they have to be made.

        Args:
            made_from: As of ``made``.
        """
        entry = None if self.cache is None or self.anew else self.cache.get(self._key(made_from))
        try:
            files = None if entry is None else tuple(WrittenFile(*fields) for fields in json.loads(entry))
        except (ValueError, TypeError):  # another program has written into what is kept
            return None
        return files if files is not None and self.folder.take(files) else None

    def note(self, made_from: object, files: Iterable[WrittenFile]) -> None:
        """Keep which files were made.

        Args:
            made_from: As of ``made``.
            files: The files.
        """
        if self.cache is not None:
            self.cache.put(self._key(made_from), json.dumps(list(files)).encode())

    def _key(self, made_from: object) -> str:
        return hashlib.sha256(repr((_SHAPE, self.common, made_from)).encode()).hexdigest()
