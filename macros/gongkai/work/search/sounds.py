"""How names of agencies are read, in pinyin without tones; a character with several readings is read as in its word."""

from functools import lru_cache


@lru_cache(maxsize=4096)  # the list of agencies and the search ask for the same names
def syllables(name: str) -> tuple[str, ...]:
    """How a name is read: a syllable a character; what has no sound stays as it is.

    Args:
        name: A name in Chinese characters.
    """
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - a sixth of a second of tables, and only builds need them

    return tuple(lazy_pinyin(name, errors=_as_they_are))


def _as_they_are(signs: str) -> str:
    """What has no sound, a character each; pypinyin takes a list as well, which its types do not say."""
    return list(signs)  # type: ignore[return-value]
