"""The option ``workers``: how many processes of this machine make a site, or which scheduler has others do it."""

import re
import socket
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from gongkai.findings import say
from gongkai.site.faults import FaultError
from gongkai.system_errors import system_reason

AUTO = "auto"
MOST = 1024
"""Most processes on one machine that are not taken for a slip."""
_SCHEDULER = re.compile(r"(tcp|tls)://(\[[0-9A-Fa-f:.]+\]|[\w.-]+):\d{1,5}")
_PATIENCE = 5.0
"""Seconds that a scheduler has to take a connection."""


@dataclass(frozen=True, slots=True)
class Workers:
    """Who makes the pages and files of a site.

    Attributes:
        processes: How many processes of this machine; None for as many as it has processors.
        scheduler: Address of the scheduler of a cluster; empty for this machine alone.
    """

    processes: int | None = None
    scheduler: str = ""

    @classmethod
    def of(cls, value: object) -> "Workers":
        """What the option says, which ``fault_of`` has no objection to."""
        if isinstance(value, int):
            return cls(value)
        text = str(value)
        return cls() if text == AUTO else cls(int(text)) if text.isdecimal() else cls(scheduler=text)


def fault_of(value: Any) -> str:
    """What is wrong with a value of the option, in Chinese; empty for nothing."""
    number = value if isinstance(value, int) and not isinstance(value, bool) else None
    if isinstance(value, str):
        if value == AUTO or (_SCHEDULER.fullmatch(value) and _port(value)):
            return ""
        number = int(value) if re.fullmatch(r"[0-9]{1,9}", value) else None
    if number is not None and 1 <= number <= MOST:
        return ""
    return say("cluster.option", {"value": value, "most": MOST})


def check_reachable(workers: Workers) -> None:
    """See early, before a large site is read, that a cluster can be asked at all.

    Raises:
        FaultError: What talks to it is not installed, or nothing answers at the address.
    """
    if not workers.scheduler:
        return
    if find_spec("distributed") is None:
        raise FaultError(say("cluster.no-dask"))
    parts = urlsplit(workers.scheduler)
    try:
        socket.create_connection((parts.hostname or "", parts.port or 0), timeout=_PATIENCE).close()
    except OSError as error:
        names = {"address": workers.scheduler, "why": system_reason(error)}
        raise FaultError(say("cluster.unreachable", names)) from error


def _port(address: str) -> bool:
    return 0 < int(address.rpartition(":")[2]) <= 65535  # noqa: PLR2004 - the ports that there are
