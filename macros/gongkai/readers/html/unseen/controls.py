"""Controls of forms in the cells of a table (``input``, ``textarea``) that a style sheet hides, or shows as blank."""

from typing import Any

from gongkai.findings import say
from gongkai.readers.html import visibility
from gongkai.readers.html.styles import clipping, effects, grounds
from gongkai.readers.html.styles.rules import PageStyles

_TAGS = ("input", "textarea", "select")
_CUT = {"overflow": "hidden"}
"""What holds for every control by itself."""


def say_unseen_controls(cell: Any, styles: PageStyles) -> None:
    """Put words on the text of controls that is not seen, in the tree of their page.

    Args:
        cell: A cell of a table.
        styles: Those of its page.

    Raises:
        TooManyStylesError: It takes too many comparisons to know.
    """
    for control in list(cell.iter(*_TAGS)):
        text = visibility.control_text(control).strip()
        if text and _is_unseen(control, text, styles):
            control.tag, control.text = "span", f"[{say('readers.hidden')}{text}]"
            del control[:]


def _is_unseen(control: Any, text: str, styles: PageStyles) -> bool:
    values = styles.of(control).own
    if effects.strikes(values) or effects.reverses(values):
        return True
    if styles.is_hidden(control) or clipping.cuts(_CUT | values, text, display="inline-block"):
        return True
    line = (control, *control.iterancestors())
    colour = grounds.colour_of_text(line[:1], styles)
    return colour is not None and effects.is_alike(colour, grounds.ground_of(line, styles))
