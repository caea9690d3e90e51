"""Signs within a line: which ``*`` and ``_`` set text apart and which are printed, and escapes that all parsers know.

Markdown's parsers disagree on signs beside Chinese characters and full-width marks. So it is decided here, and a sign
that is to be printed is escaped: what is left means the same to each.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""(?P<escape>\\.)
    | (?P<last>\\$)
    | (?P<code>(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))
    | (?P<ticks_alone>`+)
    | (?P<tag></?[A-Za-z][A-Za-z0-9-]*(?:\s+[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*/?>)
    | (?P<comment><!--.*?-->)
    | (?P<address><(?:https?|ftp)://[^<>\s]*>|<[\w.+-]+@[\w.-]+>|\]\([^()`\\\n]*\))
    | (?P<less><(?=[A-Za-z/!?]))
    | (?P<run>\*+|_+)
    | (?P<text>[^\\`<\]*_]+|.)""",
    re.VERBOSE,
)
_ACTIVE = re.compile(r"[*_`\\<]")
_ESCAPABLE = frozenset("\\`*_{}[]()>#+-.!|")
"""What Python-Markdown takes a backslash away from; CommonMark does so for all marks of ASCII."""
_MARKS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_ENDING = frozenset("，。、；：？！）》」』】”’…,.;:?!)")
"""Marks that end a part of a sentence: none begins what is set apart."""
_OPENING = frozenset("（《「『【“‘([")
_BOLD, _BOTH = 2, 3
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭林罗郑梁谢宋唐许韩冯邓曹彭曾肖董袁潘蒋蔡杜叶苏魏吕丁沈姚卢姜崔钟谭陆汪范廖贾"
    "韦付邹孟熊秦邱尹薛闫段雷侯史陶黎贺顾毛郝龚邵钱严覃武戴莫孔汤常温康施牛樊葛邢安齐乔庞颜倪庄聂章鲁岳翟殷詹申欧耿关"
)
"""Family names of one character, but for those that often end another word: names are masked as 张**."""
_WORD = "\ufffc"
"""What stands for a macro call, code or a tag where a neighbour of a sign is asked for: it counts as a word."""


@dataclass(slots=True)
class _Run:
    """Signs of one kind side by side."""

    sign: str
    length: int
    place: int
    opens: bool
    closes: bool
    in_word: bool
    before: str
    paired: bool = False


def sets_apart(sign: str, length: int, before: str, after: str) -> tuple[bool, bool]:
    """Whether signs of emphasis may begin, and may end, what they set apart.

    ``**`` may be between Chinese characters, as bold words do; ``*`` and ``_`` may not: 3*5, 乙*丙*丁, a_b.

    Args:
        sign: ``*`` or ``_``.
        length: How many of them.
        before: The character before them; a blank at the begin of a line.
        after: The character after them; a blank at the end of a line.
    """
    if length > _BOTH:
        return False, False
    opens, closes = not after.isspace(), not before.isspace()
    if sign == "_" or length == 1:
        return opens and not _is_word(before), closes and not _is_word(after)
    begins_late = _is_word(before) and after in _ENDING
    ends_early = _is_word(after) and before in _OPENING
    return opens and not begins_late, closes and not ends_early


def _is_word(character: str) -> bool:
    return character.isalnum() or character == _WORD


def _is_letter(character: str) -> bool:
    return character.isalnum()


def plain_signs(text: str, call: str) -> str:
    """A line with every sign escaped that is to be printed.

    Args:
        text: The line, its macro calls as placeholders.
        call: The character that begins and ends a placeholder.
    """
    if not _ACTIVE.search(text):
        return text
    parts, runs = _parts(text, call)
    for run in _printed(runs):
        parts[run.place] = f"\\{run.sign}" * run.length
    return "".join(parts)


def _parts(text: str, call: str) -> tuple[list[str], list[_Run]]:
    """The line in parts, escapes such as all parsers read them, and its runs of signs."""
    parts: list[str] = []
    runs: list[_Run] = []
    before = " "
    for match in _TOKEN.finditer(text):
        kind, part = match.lastgroup, match[0]
        if kind == "run":
            after = _after(text, match.end(), call)
            opens, closes = sets_apart(part[0], len(part), before, after)
            in_word = part[0] == "_" and _is_letter(before) and _is_letter(after)
            runs.append(_Run(part[0], len(part), len(parts), opens, closes, in_word, before))
        parts.append(_escaped(kind, part))
        before = part[-1] if kind in ("text", "escape", "run", "less") and part[-1] != call else _WORD
    return parts, runs


def _after(text: str, position: int, call: str) -> str:
    return " " if position == len(text) else text[position] if text[position] not in (call, "`", "<") else _WORD


def _escaped(kind: str | None, part: str) -> str:
    if kind == "less":
        return "&lt;"  # no tag, but Python-Markdown and browsers would look for one up to the next >
    if kind == "ticks_alone":
        return "\\`" * len(part)
    if kind == "last":
        return "\\\\"
    if part == "\\<":
        return "\\\\&lt;"
    if kind == "escape" and part[1] in _MARKS and part[1] not in _ESCAPABLE:
        return f"\\{part}"
    return part


def _printed(runs: list[_Run]) -> Iterator[_Run]:
    """The runs that set nothing apart, but for ``_`` between letters, which no parser takes for a sign."""
    _pair(runs)
    triple = [run for run in runs if run.paired and run.length == _BOTH]
    if (triple and len(triple) < sum(run.paired for run in runs)) or len(triple) > 2:  # noqa: PLR2004 - one pair
        for run in triple:
            run.paired = False
    yield from (run for run in runs if not run.paired and not run.in_word)


def _pair(runs: list[_Run]) -> None:
    """Find begin and end of what is set apart; within bold text a part may be set apart once more, nothing else."""
    stack: list[tuple[_Run, set[int]]] = []
    masked = False
    for run in runs:
        opener = next((n for n in reversed(range(len(stack))) if _match(stack[n][0], run)), None)
        if opener is not None and _mask_names(stack[opener][0], run):
            del stack[opener:]
            masked = True
        if masked and run.length == _BOLD and run.before in _SURNAMES:
            continue
        if opener is not None and run.closes:
            inner = set[int]().union(*(lengths for _, lengths in stack[opener:]))
            if not inner or (run.length == _BOLD and inner == {1}):
                stack[opener][0].paired = run.paired = True
                inner.add(run.length)
            del stack[opener:]
            if stack:
                stack[-1][1].update(inner)
        elif run.opens:
            stack.append((run, set()))


def _mask_names(opener: _Run, closer: _Run) -> bool:
    """Whether both runs mask a given name: 张**和李**."""
    return opener.length == _BOLD and opener.before in _SURNAMES and closer.before in _SURNAMES


def _match(opener: _Run, closer: _Run) -> bool:
    return (opener.sign, opener.length) == (closer.sign, closer.length)
