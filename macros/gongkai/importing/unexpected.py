"""Turns an unexpected exception into a message: the document is not imported, and the clerk learns what to do."""

import logging
import traceback
from pathlib import Path

from gongkai.findings import say
from gongkai.importing.model import ImportResult, Job

_MOST_WORDS = 200


def not_taken(job: Job, year: int | None, error: Exception) -> ImportResult:
    """The result of a file whose import ended in an error of the program.

    Args:
        job: What was asked for.
        year: The year reported on, if known.
        error: The error; its traceback goes to the log at debug level.
    """
    logging.getLogger(__name__).debug("%s", job.display_name, exc_info=error)
    return ImportResult(job, year, error=say("import.unexpected", {"error": description(error)}))


def not_finished(job: Job) -> ImportResult:
    """The result of a file whose process ended without an answer: killed, or out of memory.

    Args:
        job: What was asked for.
    """
    return ImportResult(job, job.year, error=say("import.crashed"))


def description(error: Exception) -> str:
    """An error for the developers: its type, its message, and file and line where it was raised.

    Args:
        error: The error.
    """
    frames = traceback.extract_tb(error.__traceback__)
    place = f" {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    text = " ".join(str(error).split())[:_MOST_WORDS]
    return f"{type(error).__name__}{': ' if text else ''}{text}{place}"
