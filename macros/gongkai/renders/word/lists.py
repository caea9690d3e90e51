"""Lists: one definition for bullets and one for numbers; each numbered list counts from 1 anew."""

from gongkai.renders.word.markup import NAMESPACE

_LEVELS = 9
_INDENT = 632
"""Two characters, in twentieths of a point."""
_BULLETS, _NUMBERS = 0, 1
_BULLET_LIST = 1


def _definition(number: int, shape: str, text: str) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{text.format(level + 1)}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:leftChars="{200 * level}" w:left="{_INDENT * level}" w:firstLineChars="200" '
        f'w:firstLine="{_INDENT}"/></w:pPr></w:lvl>'
        for level in range(_LEVELS)
    )
    kind = '<w:multiLevelType w:val="hybridMultilevel"/>'
    return f'<w:abstractNum w:abstractNumId="{number}">{kind}{levels}</w:abstractNum>'


_DEFINITIONS = _definition(_BULLETS, "bullet", "•") + _definition(_NUMBERS, "decimal", "%{}.")


class Lists:
    """The lists of a file, while it is written."""

    def __init__(self) -> None:
        """Begin without any."""
        self._count = _BULLET_LIST
        self._open: dict[int, int] = {}
        """The numbered list that continues at each depth."""

    def item(self, depth: int, number: int | None) -> str:
        """The properties of a paragraph that make it an item; the first item of a numbered list has the number 1."""
        for deeper in [level for level in self._open if level > depth]:
            del self._open[deeper]
        if number == 1:
            self._count += 1
            self._open[depth] = self._count
        name = _BULLET_LIST if number is None else self._open[depth]
        level = min(depth, _LEVELS - 1)
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{name}"/></w:numPr>'

    def part(self) -> str:
        """The part of the file that defines them."""
        bullets = f'<w:num w:numId="{_BULLET_LIST}"><w:abstractNumId w:val="{_BULLETS}"/></w:num>'
        restart = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>' for level in range(_LEVELS)
        )
        numbered = "".join(
            f'<w:num w:numId="{name}"><w:abstractNumId w:val="{_NUMBERS}"/>{restart}</w:num>'
            for name in range(_BULLET_LIST + 1, self._count + 1)
        )
        return f"<w:numbering {NAMESPACE}>{_DEFINITIONS}{bullets}{numbered}</w:numbering>"
