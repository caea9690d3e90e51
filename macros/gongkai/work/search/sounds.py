"""How names of agencies are read, in pinyin without tones; a character with several readings is read as in its word.

Loading the library takes a sixth of a second, as long as reading an unchanged site; so its answers are cached between
builds.
"""

import hashlib
import json
from dataclasses import dataclass, field

from gongkai.kept_files import KeptFiles

_readings: dict[str, tuple[str, ...]] = {}
"""What was asked for in this process, or at an earlier build; a name's reading depends on nothing but versions."""


def syllables(name: str) -> tuple[str, ...]:
    """How a name is read: a syllable a character; what has no sound stays as it is.

    Args:
        name: A name in Chinese characters.
    """
    if name not in _readings:
        from pypinyin import lazy_pinyin  # noqa: PLC0415 - it is slow to load

        _readings[name] = tuple(lazy_pinyin(name, errors=_as_they_are))
    return _readings[name]


def _as_they_are(signs: str) -> str:
    """What has no sound, a character each; pypinyin takes a list as well, which its types do not say."""
    return list(signs)  # type: ignore[return-value]


@dataclass(slots=True)
class SoundKeeper:
    """Keeps what was said between builds.

    Attributes:
        files: Where it is kept; None where nothing is.
        common: Hash of the versions of all that says how names are read.
        kept_count: How many names are kept already.
    """

    files: KeptFiles | None
    common: str
    kept_count: int = field(init=False, default=0)

    def recall(self) -> None:
        """Know what earlier builds asked for."""
        entry = self.files.get(self._key) if self.files is not None else None
        if entry is not None:
            try:
                readings = {str(name): tuple(map(str, sounds)) for name, sounds in json.loads(entry).items()}
            except (ValueError, TypeError, AttributeError):  # another program has written into what is kept
                return
            _readings.update(readings)
            self.kept_count = len(readings)

    def keep(self) -> None:
        """Keep what is known by now, where it is more than that."""
        if self.files is not None and len(_readings) > self.kept_count:
            self.files.put(self._key, json.dumps(_readings, ensure_ascii=False, separators=(",", ":")).encode())

    @property
    def _key(self) -> str:
        return hashlib.sha256(f"sounds {self.common}".encode()).hexdigest()
