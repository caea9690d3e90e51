"""How a reader refuses a file, and the limits within which it reads one.

Every limit is far above what a report needs, and low enough that a hostile file costs neither ten seconds nor half a
gigabyte; one of a hundred pages may cost what an honest one does. The words are in ``words.zh.yml`` under ``readers``.
"""

from gongkai.errors import ReadError
from gongkai.findings import say

MEGABYTE = 1024 * 1024

SIZES = {"html": 24, "txt": 1, "md": 1, "json": 2, "docx": 64, "xlsx": 32, "pdf": 64, "office": 32}
"""Largest size of a file in megabytes, by kind."""

SECONDS_OF_FEW_PAGES, SECONDS = 8, 20
"""Time on a processor that a reader in a child process may take, and for a file of many pages most of which are read.

The second is what a hundred and fifty crowded pages take.
"""

MEMORY = 448
"""Megabytes of address space of such a process."""

MOST_LINES = 50_000
"""Most lines of a text."""


def refuse(code: str, *, name: str, **args: object) -> ReadError:
    """The error that says why a file is not read.

    Args:
        code: A key of the words under ``readers``.
        name: The file as the clerk knows it.
        args: What the wording asks for besides.
    """
    return ReadError(say(f"readers.{code}", {"name": name, **args}), code=code)


def check_lines(data: bytes, *, name: str) -> None:
    """Refuse a text of more lines than a report can have.

    Args:
        data: The file.
        name: The file as the clerk knows it.

    Raises:
        ReadError: It has more than ``MOST_LINES``.
    """
    if data.count(b"\n") > MOST_LINES or data.count(b"\r") > MOST_LINES:
        raise refuse("crowded", name=name, limit=f"{MOST_LINES // 10_000} 万行")


def check_size(size: int, kind: str, *, name: str) -> None:
    """Refuse what is empty or larger than its kind may be.

    Args:
        size: In bytes.
        kind: A key of ``SIZES``.
        name: The file as the clerk knows it.

    Raises:
        ReadError: It is empty or too large.
    """
    if not size:
        raise refuse("empty", name=name)
    limit = SIZES[kind]
    if size > limit * MEGABYTE:
        raise refuse("too-large", name=name, size=-(-size // MEGABYTE), limit=limit)
