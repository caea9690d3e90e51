"""Characters that word processors leave in a text and nobody sees or means."""

import re
import unicodedata

from gongkai.editing.fix.mends import PAGE_KINDS, YAML_KINDS, MendedText, TextKind, mend
from gongkai.editing.fix.yaml_lines import with_code

_UNSEEN = re.compile("[\x00-\x08\x0e-\x1d\x1f\x7f\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_JOINER = re.compile(
    "(?<![\u2600-\u27bf\U0001f000-\U0001ffff\ufe0f])\u200d|\u200d(?![\u2600-\u27bf\U0001f000-\U0001ffff])"
)
_WORD_HYPHEN = "\x1e"
"""What Word writes for a hyphen at which no line ends."""
_BREAKS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
"""What Word writes for the end of a line within a paragraph, of a page, of a column."""
_RADICALS = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\ufb00-\ufb06\U0002f800-\U0002fa1f]")
"""Radicals and compatibility characters that look like others, as texts out of PDF files have them."""
_NARROW = re.compile("[\xa0\u2000-\u200a\u202f\u205f]")
_LEADING = re.compile(
    "^[ \t\xa0\u2000-\u200a\u202f\u205f\u3000]*[\xa0\u2000-\u200a\u202f\u205f][ \xa0\u2000-\u200a\u202f\u205f\u3000]*",
    re.MULTILINE,
)
_TRAILING = re.compile("[ \t]*[\u3000\xa0\u2000-\u200a\u202f\u205f][\\s\u3000]*$")
_HAN = "[\u3001-\u3011\u3400-\u9fff\uff01-\uff5e“”‘’]"
DOUBLE_SPACES = re.compile(f"(?<={_HAN}) {{2,}}(?={_HAN})")
"""Spaces between Chinese characters of which one would do."""


@mend("unseen", *TextKind)
def _without_unseen(source: MendedText) -> str:
    """Take out soft hyphens, zero-width characters, marks of direction, control characters."""
    return _JOINER.sub("", _UNSEEN.sub("", source.text.replace(_WORD_HYPHEN, "-")))


@mend("line-breaks", *PAGE_KINDS)
def _with_newlines(source: MendedText) -> str:
    return _BREAKS.sub("\n", source.text)


@mend("line-breaks", *YAML_KINDS)
def _with_blanks(source: MendedText) -> str:
    return _BREAKS.sub(" ", source.text)


@mend("radicals", *TextKind)
def _with_characters(source: MendedText) -> str:
    return _RADICALS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), source.text)


@mend("no-break-spaces", *PAGE_KINDS)
def _with_spaces(source: MendedText) -> str:
    """Take no-break spaces away at the begin of a line, where spaces would mean something; else make them spaces."""
    text = _LEADING.sub(lambda match: "\u3000" * match[0].count("\u3000"), source.text)
    return _NARROW.sub(" ", text)


@mend("trailing-blanks", *YAML_KINDS)
def _trailing(source: MendedText) -> str:
    """Take full-width and no-break spaces away at the end of a line, where they would belong to its value."""
    return with_code(source.text, lambda line: line.code if line.comment else _TRAILING.sub("", line.code))


@mend("no-break-spaces", *YAML_KINDS)
def _with_spaces_in_text(source: MendedText) -> str:
    """Make no-break spaces after the indent spaces."""
    lines = source.text.split("\n")
    return "\n".join(line[: -len(bare)] + _NARROW.sub(" ", bare) if (bare := line.lstrip()) else line for line in lines)


@mend("double-spaces", *YAML_KINDS)
def _with_one_space(source: MendedText) -> str:
    """Leave one of several spaces between Chinese characters; comments, whose columns may be aligned, keep theirs."""
    return with_code(source.text, lambda line: DOUBLE_SPACES.sub(" ", line.code))
