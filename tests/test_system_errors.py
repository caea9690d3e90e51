"""Why the system refused something is said in Chinese, whatever the reason is."""

from __future__ import annotations

import errno
import os
import re
import socket

import pytest

from gongkai.errors import UsageError
from gongkai.site.live import serving
from gongkai.system_errors import system_reason

ENGLISH = re.compile(r"[a-z]{2,}")


def test_no_word_of_the_systems_own_is_said() -> None:
    reasons = {name: system_reason(OSError(number, os.strerror(number))) for number, name in errno.errorcode.items()}
    assert {name: text for name, text in reasons.items() if ENGLISH.search(text) or len(text) < 4} == {}


def test_reason_without_words_is_said_by_its_name() -> None:
    assert system_reason(OSError(errno.ENOTCONN, "Transport endpoint is not connected")) == "系统报错 ENOTCONN"
    assert system_reason(OSError("no number")) == "系统报错 OSError"
    assert system_reason(FileExistsError(errno.EEXIST, "File exists")) == "已经有同名的文件或文件夹"


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "没有叫这个名称的机器。--host 请写本机的"),
        (UnicodeError("encoding with 'idna' codec failed"), "没有叫这个名称的机器。--host 请写本机的"),
        (OverflowError("bind(): port must be 0-65535."), "没有 80 这个端口，最大是 65535。请换一个"),
        (OSError(errno.EADDRNOTAVAIL, "Cannot assign requested address"), "不是这台机器的地址。--host 请写本机的"),
        (PermissionError(errno.EACCES, "Permission denied"), "端口 80 要管理员才能用。请换一个端口"),
    ],
)
def test_address_that_cannot_be_had_is_refused_with_what_to_write_instead(
    monkeypatch: pytest.MonkeyPatch, error: Exception, message: str
) -> None:
    tried = []

    def refused(host: str, port: int) -> None:
        tried.append((host, port))
        raise error

    monkeypatch.setattr(serving, "WebServer", refused)
    with pytest.raises(UsageError, match=re.escape(message)):
        serving.take_address("1.2.3.4.5", 80)
    assert len(tried) == 1 or isinstance(error, PermissionError), "other ports are tried only where one would help"
