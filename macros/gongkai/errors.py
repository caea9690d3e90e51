"""Exceptions of the package, one tree.

GongkaiError            anything that stops a run and that the user can repair
├── FormError           a form's YAML is not valid: a fault of the definition, never reported as a fault of data
├── FormatError         an export format is defined wrongly, or twice: a fault of a package, not of data
├── PlaceError          a place such as ``申请.本年新收.总计`` does not exist on the form
├── ReadError           a file that is to be imported cannot be read
└── WorkspaceError      the site folder, its configuration or a named report cannot be used
    └── UsageError      a macro or a command was called with arguments that are not valid

Faults of a clerk's data are never exceptions: they are ``findings.Finding``, reported all together in one run.
"""


class GongkaiError(Exception):
    """Base of all exceptions that this package raises on purpose; the message is for the clerk, in Chinese."""


class FormError(GongkaiError):
    """A form definition is broken (wrong key, unknown identity, name used twice)."""


class FormatError(GongkaiError):
    """An export format is not valid, cannot be imported, has the name or file of another one, or fails on a report."""


class PlaceError(GongkaiError):
    """A place (``table.row.column``) does not exist on the form."""


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
