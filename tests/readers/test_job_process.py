"""A forked process does one job after another, and whatever happens to it the one that has started it goes on."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gongkai.readers.files.job_process import JobProcess

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are forked on Linux")


def writing(act: str = "") -> Callable[[Sequence[str]], bool]:
    """Work that writes the id of its process into a file, after something that a test asks for."""

    def work(job: Sequence[str]) -> bool:
        exec(act, {"os": os, "time": time, "signal": signal})  # noqa: S102 - a line of a test below
        Path(job[0]).write_text(str(os.getpid()), encoding="utf-8")
        return job[1] == "go on"

    return work


WRONG_REPLY = """
for number in range(3, 99):
    try:
        os.write(number, b"7 7+")
    except OSError:
        continue
time.sleep(60)
"""


def ends(pid: int) -> bool:
    """Whether a process is gone within a second, or only its parent has to ask for it."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
        except OSError:
            return True
        if state.rpartition(") ")[2].startswith("Z"):
            return True
        time.sleep(0.01)
    return False


def test_jobs_are_done_by_one_process_until_it_is_unfit(tmp_path: Path) -> None:
    process, file = JobProcess(writing()), tmp_path / "pid"
    pids = []
    for word in ("go on", "go on", "end"):
        assert process.is_usable
        assert process.do((str(file), word), seconds=10) is None
        pids.append(int(file.read_text(encoding="utf-8")))
    assert len(set(pids)) == 1
    assert pids[0] != os.getpid()
    assert process.count == len(pids)
    assert not process.is_usable
    assert ends(pids[0])


@pytest.mark.parametrize(
    ("act", "status"),
    [
        ("os._exit(3)", 3),
        ("os.kill(os.getpid(), signal.SIGSEGV)", -signal.SIGSEGV),
        ("raise ValueError", 1),
        pytest.param(WRONG_REPLY, -signal.SIGKILL, id="a wrong reply"),
        pytest.param("os.closerange(3, 99); time.sleep(60)", -signal.SIGKILL, id="no reply any more"),
    ],
)
def test_how_a_process_ends_at_a_job_is_known(tmp_path: Path, act: str, status: int) -> None:
    process = JobProcess(writing(act))
    end = process.do((str(tmp_path / "pid"), "go on"), seconds=10)
    assert end is not None
    assert end.status == status
    assert 0 <= end.seconds < 5
    assert not process.is_usable


def test_job_that_takes_too_long_ends_its_process(tmp_path: Path) -> None:
    process = JobProcess(writing("time.sleep(60)"))
    with pytest.raises(TimeoutError):
        process.do((str(tmp_path / "pid"), "go on"), seconds=0.2)
    assert not process.is_usable


def test_ctrl_c_ends_the_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    process, file = JobProcess(writing()), tmp_path / "pid"
    process.do((str(file), "go on"), seconds=10)

    def poll() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(select, "poll", poll)
    with pytest.raises(KeyboardInterrupt):
        process.do((str(file), "go on"), seconds=10)
    assert not process.is_usable
    assert ends(int(file.read_text(encoding="utf-8")))


def test_process_that_has_died_since_its_last_job_is_said_to_have_ended(tmp_path: Path) -> None:
    process, file = JobProcess(writing()), tmp_path / "pid"
    process.do((str(file), "go on"), seconds=10)
    os.kill(int(file.read_text(encoding="utf-8")), signal.SIGTERM)
    assert ends(int(file.read_text(encoding="utf-8")))
    end = process.do((str(file), "go on"), seconds=10)
    assert end is not None
    assert end.status == -signal.SIGTERM


def test_no_other_process_uses_it_and_no_open_file_is_reached(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    process = JobProcess(writing(f"os.write({writer}, b'x')"))
    child = os.fork()
    if child == 0:
        os._exit(process.is_usable)
    assert os.waitpid(child, 0)[1] == 0
    end = process.do((str(tmp_path / "pid"), "go on"), seconds=10)
    assert end is not None
    os.close(writer)
    assert os.read(reader, 1) == b""
    os.close(reader)


STARTING = """
import os, sys, time
from pathlib import Path
from gongkai.readers.files.job_process import JobProcess

def work(job):
    Path(job[0]).write_text(str(os.getpid()), encoding="utf-8")
    return True

process = JobProcess(work)
process.do([sys.argv[1]], seconds=10)
print("ready", flush=True)
time.sleep(float(sys.argv[2]))
"""


@pytest.mark.parametrize("seconds", ["60", "0"])
def test_process_ends_with_the_one_that_started_it(tmp_path: Path, seconds: str) -> None:
    file = tmp_path / "pid"
    with subprocess.Popen([sys.executable, "-c", STARTING, str(file), seconds], stdout=subprocess.PIPE) as starting:
        assert starting.stdout is not None
        assert starting.stdout.readline() == b"ready\n"
        if seconds == "60":
            starting.kill()
        assert starting.wait(10) == (-signal.SIGKILL if seconds == "60" else 0)
    assert ends(int(file.read_text(encoding="utf-8")))
