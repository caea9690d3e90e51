"""A cache of agencies as they were loaded and checked, between builds: unchanged files are not read through again.

An entry depends on the files of the agency, the rules, the forms, and the versions of all that reads them.
"""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass

from gongkai.checks import all_rules
from gongkai.kept_files import KeptFiles
from gongkai.work.agency import AgencyFiles
from gongkai.work.kept import module_stamp

_SHAPE = 2
"""Version of the entries; to be raised with any change of how they are read."""


@dataclass(frozen=True, slots=True)
class AgencyKeeper:
    """Keeps agencies as bytes (see ``work.packed``).

    Attributes:
        files: Where they are kept; None where none are.
        common: Hash of what they all depend on: the versions of loaders and checks, and the forms of the site.
        anew: Whether all are examined anew, and those kept replaced.
    """

    files: KeptFiles | None = None
    common: str = ""
    anew: bool = False

    def packed(self, agency: AgencyFiles, reserved: Collection[str], examine: Callable[[], bytes]) -> bytes:
        """An agency as bytes, kept or examined.

        Args:
            agency: Everything that is read of it.
            reserved: Names that no agency can have.
            examine: Loads and checks it.
        """
        if self.files is None:
            return examine()
        key = self._key(agency, reserved)
        entry = None if self.anew else self.files.get(key)
        if entry is None:
            entry = examine()
            self.files.put(key, entry)
        return entry

    def _key(self, agency: AgencyFiles, reserved: Collection[str]) -> str:
        parts = (_SHAPE, self.common, _rules(), agency, sorted(reserved))
        return hashlib.sha256(repr(parts).encode()).hexdigest()


def _rules() -> tuple[tuple[str, str], ...]:
    """Every rule with its module as it stands, which may be another package's under development."""
    return tuple((rule.code, module_stamp(rule.run.__module__)) for rule in all_rules())
