"""Applies a function to many items in forked processes, results in order, where there is enough to do.

The processes see everything as it stands when they begin; the function and its surroundings are never copied, only what
it is given and what it returns. Where the system cannot fork, and for few items, the same is done in this process.
"""

import contextlib
import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Any, Generic, TypeVar

from gongkai.errors import WorkerEndedError

FEWEST = 200
"""For fewer things than these, starting processes costs more than it saves."""

_BATCH = 16
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux, where alone processes are forked
_AHEAD = 4
"""Batches under way for each process: what is done ahead waits in memory."""

_LOOK = 5.0
"""Seconds after which it is looked whether anything still serves the processes."""
_SERVING, _LOOKS = 2, 2
"""Threads that serve the processes; and looks after which one counts as lost: a machine may have slept in between."""

Thing = TypeVar("Thing")
Result = TypeVar("Result")


def worth_it(count: int, *, fewest: int | None = None, processes: int | None = None) -> bool:
    """Whether further processes are worth starting for this many things here.

    Args:
        count: How many.
        fewest: From how many on it is worth it where that is not ``FEWEST``: fewer of things that take long.
        processes: How many there would be; None for as many as there are processors.
    """
    several = (processes or os.cpu_count() or 1) > 1
    return (
        count >= (FEWEST if fewest is None else fewest)
        and several
        and sys.platform.startswith("linux")
        and threading.active_count() == 1
    )


class InOrder(Generic[Thing, Result]):
    """What a function gives for each thing, in their order, done ahead by as many processes as there are processors."""

    def __init__(
        self,
        function: Callable[[Thing], Result],
        things: Sequence[Thing],
        *,
        batch: int | None = None,
        ahead: int | None = None,
        processes: int | None = None,
    ) -> None:
        """Begin at once, before the first result is asked for.

        Args:
            function: It and all that it reaches are taken over as they are; results must be picklable.
            things: What to give it, each picklable.
            batch: How many of them go to a process at a time; sixteen by default.
            ahead: How many batches may be under way or wait to be asked for; a few for each process by default.
            processes: How many processes there are; None for as many as there are processors.

        Raises:
            WorkerEndedError: The system has ended one of the processes.
            MemoryError: It gives no room for the processes, or for the thread that serves them.
        """
        workers = processes or os.cpu_count() or 1
        batch = batch or _BATCH
        self._ahead = ahead or workers * _AHEAD
        self._pool = ProcessPoolExecutor(
            workers,
            mp_context=multiprocessing.get_context("fork"),
            initializer=_begin,
            initargs=(function, os.getpid()),
        )
        self._waiting = deque(things[start : start + batch] for start in range(0, len(things), batch))
        self._under_way: deque[Future[list[Result]]] = deque()
        self._others = frozenset(multiprocessing.active_children())
        self._before = frozenset(threading.enumerate())
        self._thread_ended = False
        self._say_thread, threading.excepthook = threading.excepthook, self._note_thread
        self._watch_queue()
        try:
            with _interrupts_held_back():
                self._submit()  # the first one starts all processes
        except BrokenProcessPool as error:  # which is a RuntimeError: a process ended while others were given work
            self._give_up()
            raise WorkerEndedError from error
        except RuntimeError as error:  # so Python says that the system gives it no further thread
            self._give_up()
            raise MemoryError(str(error)) from error
        except BaseException:
            self._give_up()
            raise

    def __iter__(self) -> Iterator[Result]:
        """The results, once; the processes end with the last.

        Raises:
            WorkerEndedError: The system has ended one of the processes.
            MemoryError: It has no room for what serves them.
        """
        try:
            while self._under_way:
                results = self._result(self._under_way.popleft())
                self._submit()
                yield from results
        except BrokenProcessPool as error:
            raise WorkerEndedError from error
        finally:
            self.close()

    def _result(self, future: Future[list[Result]]) -> list[Result]:
        """What a batch gives; a thread that serves the processes may end for want of memory without a word to it.

        One of them waits for results, the other one fills the pipe of what is to be done.
        """
        looks = 0
        while not wait((future,), timeout=_LOOK).done:
            lacking = len(frozenset(threading.enumerate()) - self._before) < _SERVING
            looks = looks + 1 if lacking else 0
            if (self._thread_ended or looks >= _LOOKS) and not future.done():
                self._give_up()
                raise MemoryError
        return future.result()

    def _note_thread(self, _: object) -> None:
        """Note that a thread has ended by an error, of which Python would print the traceback beside our message.

        While processes are at work the only other threads are those that serve them. The hook is put back at the end.
        """
        self._thread_ended = True

    def close(self) -> None:
        """End the processes; they are killed where anything is still under way.

        To ask them to end takes the thread that fills their pipe, which may never have begun for want of memory, or
        have ended: they would wait for a word that never comes, and this process for them.
        """
        if self._under_way or self._thread_ended:
            self._give_up()
            return
        self._pool.shutdown(wait=True, cancel_futures=True)
        threading.excepthook = self._say_thread

    def _give_up(self) -> None:
        """Kill the processes; Python would wait for them at its own end, and they for work."""
        self._waiting.clear()
        self._under_way.clear()
        for child in self._kill():
            child.join()
        self._pool.shutdown(wait=False, cancel_futures=True)
        threading.excepthook = self._say_thread

    def _kill(self) -> list[Any]:
        """Kill the processes of this pool; return them."""
        children = [child for child in multiprocessing.active_children() if child not in self._others]
        for child in children:
            child.kill()
        return children

    def _watch_queue(self) -> None:
        """Kill the processes where the word to end does not get into their pipe for want of memory.

        They would wait for it for ever, and Python prints a traceback there. It lets the pool alone override this.
        """
        queue: Any = getattr(self._pool, "_call_queue", None)
        say = getattr(queue, "_on_queue_feeder_error", None)
        if say is not None:
            queue._on_queue_feeder_error = lambda error, item: self._kill() if item is None else say(error, item)  # noqa: SLF001 - see above

    def _submit(self) -> None:
        while self._waiting and len(self._under_way) < self._ahead:
            self._under_way.append(self._pool.submit(_do_all, self._waiting.popleft()))


class InTurns(Generic[Thing, Result]):
    """The same with new processes after a certain number of things, for work that looks at much of the memory there is.

    To look at an object is to write to it, as Python counts who uses it; so a process comes to hold copies of all that
    it has looked at, until it ends.
    """

    def __init__(
        self,
        function: Callable[[Thing], Result],
        things: Sequence[Thing],
        *,
        turn: int,
        batch: int | None = None,
        processes: int | None = None,
    ) -> None:
        """Begin at once, before the first result is asked for.

        Args:
            function: As of ``InOrder``.
            things: As of ``InOrder``.
            turn: After how many of them new processes take over.
            batch: As of ``InOrder``.
            processes: As of ``InOrder``.

        Raises:
            MemoryError: As of ``InOrder``.
        """
        self._begin = partial(InOrder[Thing, Result], function, batch=batch, processes=processes)
        self._turns = deque(things[start : start + turn] for start in range(0, len(things), turn))
        self._now = self._begin(self._turns.popleft() if self._turns else ())

    def __iter__(self) -> Iterator[Result]:
        """The results, once; the processes of a turn end with its last.

        Raises:
            WorkerEndedError: The system has ended one of the processes.
            MemoryError: It has no room for the processes, or for what serves them.
        """
        yield from self._now
        while self._turns:
            self._now = self._begin(self._turns.popleft())
            yield from self._now

    def close(self) -> None:
        """End the processes; they are killed where anything is still under way."""
        self._turns.clear()
        self._now.close()


@contextlib.contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Raise Ctrl-C at the end of the block.

    Between the start of the first process and that of the thread which serves them all, nothing would end the
    processes: Python waits for them at its own end, and they wait for work.
    """
    if threading.current_thread() is not threading.main_thread():  # to which Python gives every signal
        yield
        return
    interrupts: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, _: interrupts.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
    if interrupts:
        signal.raise_signal(signal.SIGINT)


_function: Callable[[Any], Any] | None = None  # of a process of the pool; set once when it begins


def _begin(function: Callable[[Any], Any], parent: int) -> None:
    global _function  # noqa: PLW0603 - set once in each process of the pool
    _function = function
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that waits; it ends the others
    end_with_parent(parent)
    gc.freeze()  # to look through all that the process finds would copy it
    gc.set_threshold(20_000, 50, 50)  # much is made here that is let go soon, by count alone


def end_with_parent(parent: int) -> None:
    """Let the system kill this process as soon as the one that started it ends, so that none stays behind (Linux).

    Args:
        parent: Process id of the one that started this one. Where it has ended before this function was called the
            system sends no signal any more, so that this process ends itself.
    """
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _do_all(things: Sequence[Any]) -> list[Any]:
    if _function is None:
        raise AssertionError("not a process of the pool")
    return [_function(thing) for thing in things]
