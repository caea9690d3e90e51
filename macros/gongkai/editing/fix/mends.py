"""The register of mends: each takes one kind of slip out of a text, where it has one reading only."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto

from gongkai.findings import Finding

_MOST_ROUNDS = 20


class TextKind(Enum):
    """What a file of a site is."""

    REPORT = auto()
    """The data of a report."""
    AGENCY = auto()
    """What is known of an agency."""
    NARRATIVE = auto()
    """The text of a report."""
    PAGE = auto()
    """Any other page."""


YAML_KINDS = (TextKind.REPORT, TextKind.AGENCY)
PAGE_KINDS = (TextKind.NARRATIVE, TextKind.PAGE)


@dataclass(frozen=True, slots=True)
class LoaderVerdict:
    """What the loader of a data file says of a text.

    Attributes:
        findings: What it has against the text.
        counted: Whether it could compare the lines of tables with the rows of a form.
    """

    findings: tuple[Finding, ...] = ()
    counted: bool = False


Judge = Callable[[str], LoaderVerdict]


def no_verdict(text: str) -> LoaderVerdict:
    """The judge of a text that nobody loads."""
    del text
    return LoaderVerdict()


@dataclass(frozen=True, slots=True)
class MendedText:
    """A text and what may be asked of it.

    Attributes:
        text: The text, with newlines of one kind.
        kind: Which kind of file it is from.
        judge: Says what the loader of the file has against a text.
        hard_paragraphs: Of a narrative, whether each of its lines is a paragraph.
    """

    text: str
    kind: TextKind
    judge: Judge = no_verdict
    hard_paragraphs: bool = False


Mending = Callable[[MendedText], str]


@dataclass(frozen=True, slots=True)
class Mend:
    """A registered mend.

    Attributes:
        code: Names it in ``words.zh.yml``.
        kinds: What it is applied to.
        apply: Gives the text without the slip.
    """

    code: str
    kinds: tuple[TextKind, ...]
    apply: Mending


_MENDS: list[Mend] = []


def mend(code: str, *kinds: TextKind) -> Callable[[Mending], Mending]:
    """Register a mend; mends run in the order in which they are registered.

    Args:
        code: Names it in ``words.zh.yml``.
        kinds: What it is applied to.
    """

    def register(function: Mending) -> Mending:
        _MENDS.append(Mend(code, kinds, function))
        return function

    return register


def all_mends() -> tuple[Mend, ...]:
    """Every registered mend, in order."""
    return tuple(_MENDS)


def mended_text(source: MendedText) -> tuple[str, tuple[str, ...]]:
    """The text with every slip mended, and the codes of the mends that changed it, in order.

    All mends run again until none changes anything, so that mending the result once more changes nothing.

    Args:
        source: The text.
    """
    text, codes = source.text, dict[str, None]()
    mends = [item for item in _MENDS if source.kind in item.kinds]
    for _ in range(_MOST_ROUNDS):
        before = text
        for item in mends:
            new = item.apply(replace(source, text=text))
            if new != text:
                codes[item.code] = None
                text = new
        if text == before:
            return text, tuple(codes)
    return source.text, ()
