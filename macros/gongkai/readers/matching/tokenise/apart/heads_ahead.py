"""Parts heads from the label of a row after them in one line of text, as an extraction runs two lines together."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai.readers.matching.tokenise.model import TokenLine


def part_heads(lines: Sequence[TokenLine]) -> Iterator[TokenLine]:
    """The lines, of each that is heads and the label of a row after them two.

    Figures on lines of their own go to a label on a line of its own alone.

    Args:
        lines: All lines of a document.
    """
    for line in lines:
        first = _first_of_label(line)
        if not first:
            yield line
            continue
        heads, label = line.tokens[:first], line.tokens[first:]
        between = line.span[0] + sum(len(token.text) for token in heads)
        yield replace(line, tokens=heads, span=(line.span[0], between))
        own = tuple(replace(token, column=number) for number, token in enumerate(label))
        yield replace(line, tokens=own, span=(between, line.span[1]))


def _first_of_label(line: TokenLine) -> int:
    """Where the label of a row begins after heads; 0 where the line is anything else."""
    matches = line.matches
    if line.is_grid or not line.complete or len(matches) != len(line.tokens):
        return 0
    first = next((place for place in range(len(matches), 0, -1) if matches[place - 1].of("column")), 0)
    label = matches[first:]
    are_labels = all(match.of("group", "row") for match in label)
    return first if label and are_labels and label[-1].of("row") else 0
