"""A forked process that does one job after another, so that a job costs no fork of its own.

A fork of a process that holds much is dear: every page of memory that either of the two writes to afterwards is copied
or at least asked for again, which takes as long as to read a small workbook. Where a system cannot fork there is none.
"""

import gc
import json
import os
import re
import select
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.util import Finalize
from typing import NoReturn

from gongkai.processes import end_with_parent

_STREAMS = (0, 1, 2)
_FIT, _UNFIT = b"+", b"-"
_REPLY = re.compile(rb"([0-9]{1,9}) ([0-9]{1,9})([+-])")
"""The number of a job that is done, the milliseconds of the processor up to then, and whether there may be another."""
_LONGEST_REPLY = 64


@dataclass(frozen=True, slots=True)
class EndedJob:
    """How the process ended at a job.

    Attributes:
        status: Its exit status; negative where a signal ended it.
        seconds: How long it worked at the job, in seconds of the processor.
    """

    status: int
    seconds: float


class JobProcess:
    """The process. It ends with the one that started it, in which alone it can be used.

    It has no file of that one open but two pipes of its own: one brings the jobs, the other its replies.

    Args:
        work: Does a job, and returns whether the process is fit for another one; it runs in the new process, which ends
            where it raises an error.
    """

    def __init__(self, work: Callable[[Sequence[str]], bool]) -> None:
        """Fork the process, which waits for its first job."""
        self._owner, self._count, self._seconds = os.getpid(), 0, 0.0
        jobs, self._jobs = os.pipe()
        self._replies, replies = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            _serve(self._owner, work, jobs, replies)
        os.close(jobs)
        os.close(replies)
        self.end = Finalize(self, _end, (self._pid, (self._jobs, self._replies)), exitpriority=0)

    @property
    def is_usable(self) -> bool:
        """Whether it is there, and of this process: a process forked from its own has no part in it."""
        return self._owner == os.getpid() and self.end.still_active()

    @property
    def count(self) -> int:
        """How many jobs it has begun."""
        return self._count

    def do(self, job: Sequence[str], *, seconds: float) -> EndedJob | None:
        """Let it do a job, and wait for that.

        Args:
            job: What is handed to its work.
            seconds: How long to wait by the clock.

        Returns:
            None where it has done the job; otherwise how it ended.

        Raises:
            TimeoutError: It is not done after that time, and was killed.
        """
        self._count += 1
        try:
            os.write(self._jobs, json.dumps(job).encode() + b"\n")
            reply = self._reply(seconds)
        except BrokenPipeError:  # it has ended since its last job
            reply = b""
        except BaseException:  # Ctrl-C too: it must not go on without this one
            self.end()
            raise
        parts = _REPLY.fullmatch(reply)
        if parts is None or int(parts[1]) != self._count:
            return self._ended()
        self._seconds = int(parts[2]) / 1000
        if parts[3] == _UNFIT:
            self.end()
        return None

    def _reply(self, seconds: float) -> bytes:
        waiting = select.poll()
        waiting.register(self._replies, select.POLLIN)
        if not waiting.poll(round(seconds * 1000)):
            raise TimeoutError
        return os.read(self._replies, _LONGEST_REPLY)

    def _ended(self) -> EndedJob:
        """How the process ended; a reply that is none ends it."""
        latest = time.monotonic() + 1
        while True:
            pid, status, usage = os.wait4(self._pid, os.WNOHANG)
            if pid:
                self.end.cancel()
                _close((self._jobs, self._replies))
                return EndedJob(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime - self._seconds)
            if time.monotonic() > latest:
                os.kill(self._pid, signal.SIGKILL)
            time.sleep(0.001)


def _end(pid: int, pipes: Sequence[int]) -> None:
    """Kill the process, which waits for a job or hangs, and wait for its end, so that its seconds are counted."""
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    _close(pipes)


def _close(pipes: Sequence[int]) -> None:
    for pipe in pipes:
        os.close(pipe)


def _serve(parent: int, work: Callable[[Sequence[str]], bool], jobs: int, replies: int) -> NoReturn:
    """In the forked process: do jobs until one makes it unfit, and never return to what its parent was at.

    Files that the parent has open are closed first. Among them are the pipes of a pool of processes: what is written
    into them is unpickled, which a file that takes this process over could use.
    """
    try:
        end_with_parent(parent)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this process
        gc.freeze()  # to look through all that the parent has would copy its memory
        quiet = os.open(os.devnull, os.O_RDWR)
        for stream in _STREAMS:
            os.dup2(quiet, stream)
        low, high = sorted((jobs, replies))
        os.closerange(len(_STREAMS), low)
        os.closerange(low + 1, high)
        os.closerange(high + 1, os.sysconf("SC_OPEN_MAX"))
        with os.fdopen(jobs, "rb") as lines:
            for count, line in enumerate(lines, 1):
                end = _FIT if work(json.loads(line)) else _UNFIT
                os.write(replies, b"%d %d%b" % (count, time.process_time() * 1000, end))
        os._exit(0)
    finally:
        os._exit(1)
