"""By which names a preview is asked: only a name or an address of this machine is answered."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.site.live.web import under_own_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

DRAFT = b"draft"


def asked(host: str | None, *, listening: str = "127.0.0.1") -> tuple[str, bytes]:
    """Status and body of the answer where a browser says that this was typed."""
    statuses: list[str] = []

    def application(_: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [])
        return [DRAFT]

    environ = {"SERVER_PORT": "8000"} | ({} if host is None else {"HTTP_HOST": host})
    body = under_own_names(application, listening)(environ, lambda status, _: statuses.append(status))
    return statuses[0], b"".join(body)


OWN = (
    *("localhost", "localhost:8000", "LOCALHOST:1", "localhost.", "127.0.0.1", "127.0.0.1:8000", "[::1]:8000", "[::1]"),
    *("192.168.1.20:8000", "10.0.0.1", f"{socket.gethostname()}:8000", None),
)
OTHERS = (
    *("evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example", "evil.example."),
    *("[", "", ":8000", "a@b", "127.0.0.1@evil.example", "evil.example#127.0.0.1", "\x1b[31m", "\u202e"),
)


@pytest.mark.parametrize("host", OWN)
def test_name_or_address_of_this_machine_is_answered(host: str | None) -> None:
    assert asked(host) == ("200 OK", DRAFT)


@pytest.mark.parametrize("host", OTHERS)
def test_other_name_is_refused_with_what_to_open(host: str) -> None:
    status, body = asked(host)
    assert status == "403 Forbidden"
    assert DRAFT not in body
    text = body.decode()
    assert "http://127.0.0.1:8000/" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_name_of_the_listening_address_is_answered() -> None:
    assert asked("Office-PC:8000", listening="office-pc") == ("200 OK", DRAFT)
    assert asked("office-pc:8000")[0] == "403 Forbidden"
