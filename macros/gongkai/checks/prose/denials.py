"""Statements that there was nothing, in words: 未收到政府信息公开申请, 无规范性文件出台, 均为零."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.checks.prose.claims import Clause, PlacedWord, clause_of
from gongkai.checks.prose.passages import DENIED
from gongkai.checks.prose.quantities import Counts, Quantity

MAY_DENY = re.compile(DENIED)
_MARK = re.compile("[，,；;：:（）()\n]")


@dataclass(frozen=True, slots=True)
class Denial:
    """A statement that there was nothing.

    Attributes:
        quantity: 0, in the place of the word that denies.
        clause: What it denies, up to the last word that says what is counted; None where that precedes it.
        end: Where the statement ends.
    """

    quantity: Quantity
    clause: Clause | None
    end: int


def denials(text: str, tokens: Sequence[PlacedWord], numbers: Sequence[Quantity]) -> Iterator[Denial]:
    """The statements of a sentence that there was nothing.

    Args:
        text: The sentence.
        tokens: Its words.
        numbers: Its numbers; a statement that holds one speaks of that.
    """
    for token in tokens:
        if "nothing_behind" in token.word.kinds:
            yield Denial(_zero(token), None, token.end)
        elif "nothing_before" in token.word.kinds:
            match = _MARK.search(text, token.end)
            end = match.start() if match else len(text)
            if not any(token.start <= number.start < end for number in numbers):
                yield from _denied(token, clause_of(text, token.end, end, tokens))


def _denied(token: PlacedWord, clause: Clause) -> Iterator[Denial]:
    """What is denied, if every word of the clause is known: one that is not may limit it to something else."""
    speaking = _without_others(clause)
    if not speaking or clause.has("nothing_except") or clause.has("nothing_behind"):
        return
    if clause.is_filled(clause.start, clause.end):
        last = speaking[-1].end
        within = tuple(item for item in clause.tokens if item.end <= last)
        yield Denial(_zero(token), Clause(clause.text, clause.start, last, within), last)


def _without_others(clause: Clause) -> tuple[PlacedWord, ...]:
    """The words that say what is denied, without what is denied besides: 行政诉讼 of 行政诉讼或者投诉."""
    speaking = clause.speaking
    while len(speaking) > 1 and not speaking[-1].word.tables:
        before = speaking[-2].end
        between = [token for token in clause.tokens if before <= token.start < speaking[-1].start]
        if (
            not any("joins" in token.word.kinds for token in between)
            and "、" not in clause.text[before : speaking[-1].start]
        ):
            break
        speaking = speaking[:-1]
    return speaking


def _zero(token: PlacedWord) -> Quantity:
    return Quantity(token.start, token.end, token.end, Counts.FIGURE, high=0)
