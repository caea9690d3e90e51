"""Exceptions of the package, one tree.

GongkaiError            anything that stops a run and that the user can repair
├── FormError           a form's YAML is not valid: a fault of the definition, never reported as a fault of data
├── FormatError         an export format is defined wrongly, or twice: a fault of a package, not of data
├── PackageError        an installed package says that it adds forms, and there are none: a fault of the package
├── PageTypeError       a kind of page is declared wrongly, or fails: a fault of whoever added it, not of data
├── PlaceError          a place such as ``申请.本年新收.总计`` does not exist on the form
├── RuleError           a rule is defined wrongly, or twice, or fails on a report: a fault of a package, not of data
├── UnknownNameError    a form has no table, row, column or role of a name that a program asks for
├── ReadError           a file that is to be imported cannot be read
└── WorkspaceError      the site folder, its configuration or a named report cannot be used
    └── UsageError      a macro or a command was called with arguments that are not valid

WorkerEndedError        the system has ended a process that worked for this one: no fault of anything that a user wrote

Faults of a clerk's data are never exceptions: they are ``findings.Finding``, reported all together in one run.
"""

from collections.abc import Iterable, Mapping, Sequence

from gongkai.findings import say
from gongkai.located import FilePlace


class GongkaiError(Exception):
    """Base of all exceptions that this package raises on purpose; the message is for the clerk, in Chinese."""


class FormError(GongkaiError):
    """A form definition is broken (wrong key, unknown identity, name used twice).

    Attributes:
        reason: What is wrong: a variant of the wordings of ``syntax``, so that it can be said as a finding too.
        place: Where it is written; None where it stands in no one place.
        details: What the wording fills in.
    """

    def __init__(self, reason: str, place: FilePlace | None, details: Mapping[str, str]) -> None:
        super().__init__(reason, place, details)
        self.reason = reason
        self.place = place
        self.details = details

    def __str__(self) -> str:
        """``path:line:column`` and the sentence."""
        message = say(f"findings.syntax.{self.reason}", self.details)
        return f"{self.place} {message}" if self.place else message


class FormatError(GongkaiError):
    """An export format is not valid, cannot be imported, has the name or file of another one, or fails on a report."""


class PackageError(GongkaiError):
    """What an installed package registers cannot be loaded, or is not there."""


class PageTypeError(GongkaiError):
    """A kind of page or file is not valid, cannot be imported, has the address of another one, or fails on a page."""


class RuleError(GongkaiError):
    """A rule is not valid, cannot be imported, has the code of another one, or fails on a report."""


class PlaceError(GongkaiError):
    """A place (``table.row.column``) does not exist on the form.

    Attributes:
        why: What is wrong, without what to write.
        near: The nearest place there is; None where none is near.
    """

    def __init__(self, why: str, *, near: str | None, names: Sequence[str]) -> None:
        """Say what is wrong and what to write.

        Args:
            why: What is wrong.
            near: The nearest place.
            names: What could stand where the place goes wrong.
        """
        hint = say("places.near", {"name": near}) if near else say("places.names", {"names": "、".join(names)})
        super().__init__(why + hint)
        self.why = why
        self.near = near


class UnknownNameError(GongkaiError, KeyError):
    """A form has no table, row, column or role of the name that is asked for; the message says which there are."""

    def __str__(self) -> str:
        """The message, which a plain ``KeyError`` would put between quotation marks."""
        return str(self.args[0])


class ReadError(GongkaiError):
    """A file that is to be imported cannot be read; the message says what is wrong with it and what to do.

    Attributes:
        code: What is wrong, as a key below ``readers`` in the words.
    """

    def __init__(self, message: str, *, code: str = "") -> None:
        super().__init__(message)
        self.code = code


class WorkspaceError(GongkaiError):
    """A site's folder, its configuration or a report in it cannot be found or read."""


class UsageError(WorkspaceError):
    """A macro or command was called with arguments that are not valid."""


class WorkerEndedError(Exception):
    """A process that did a part of the work was ended from outside, mostly by the system for want of memory."""


def unknown_name(what: str, name: object, names: Iterable[str]) -> UnknownNameError:
    """The error of a name that there is not.

    Args:
        what: What it should name, as a key below ``names-of``.
        name: As it was asked for.
        names: Those that there are.
    """
    return UnknownNameError(say(f"names-of.{what}", {"name": name, "names": "、".join(names)}))
