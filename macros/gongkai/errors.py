"""Exceptions of the package, one tree.

GongkaiError            anything that stops a run and is the user's to mend
├── FormError           a form's YAML is not a form: a fault of the definition, never reported as a fault of data
├── FormatError         a format to export in is defined wrongly, or twice: a fault of a package, not of data
├── PlaceError          a place such as ``申请.本年新收.总计`` names nothing on the form
├── ReadError           a file that is to be brought in cannot be read
└── WorkspaceError      the site folder, its configuration or a named report cannot be used
    └── UsageError      a macro or a command was called in a way that has no meaning

Faults of a clerk's data are never exceptions: they are ``findings.Finding``, all of them in one run.
"""


class GongkaiError(Exception):
    """Base of everything that this package raises on purpose; the text is for the clerk, in Chinese."""


class FormError(GongkaiError):
    """A form definition is broken (wrong key, unknown identity, name used twice)."""


class FormatError(GongkaiError):
    """A format is no format, cannot be imported, has the name or the file of another, or fails on a report."""


class PlaceError(GongkaiError):
    """A place does not exist on the form."""


class ReadError(GongkaiError):
    """A file that is to be brought in cannot be read; the text says what is wrong with it and what to do.

    Attributes:
        code: What is wrong, as a key of the words under ``readers``.
    """

    def __init__(self, message: str, *, code: str = "") -> None:
        super().__init__(message)
        self.code = code


class WorkspaceError(GongkaiError):
    """A site folder or something asked of it cannot be found or read."""


class UsageError(WorkspaceError):
    """A macro or command was called with arguments that have no meaning."""
