"""A function over many things in further processes, in order, where there is enough to do and the system can fork.

The processes see everything as it stands when they begin; the function and its surroundings are never copied, only what
it is given and what it returns. Elsewhere, and for little, the same is done here one after the other.
"""

import multiprocessing
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, TypeVar

FEWEST = 200
"""For fewer things than these, starting processes costs more than it saves."""

_BATCH = 16
_AHEAD = 4
"""Batches under way for each process: what is done ahead waits in memory."""

Thing = TypeVar("Thing")
Result = TypeVar("Result")


def worth_it(count: int) -> bool:
    """Whether so many things are done in further processes here."""
    several = (os.cpu_count() or 1) > 1
    return count >= FEWEST and several and sys.platform.startswith("linux") and threading.active_count() == 1


def in_order(
    function: Callable[[Thing], Result], things: Sequence[Thing], *, batch: int = _BATCH, ahead: int | None = None
) -> Generator[Result, None, None]:
    """What a function gives for each thing, in their order, done ahead by as many processes as there are processors.

    The processes begin at once, before the first result is asked for.

    Args:
        function: It and all that it reaches are taken over as they are; results must be picklable.
        things: What to give it, each picklable.
        batch: How many of them go to a process at a time.
        ahead: How many batches may be under way or wait to be asked for; a few for each process by default.

    Returns:
        The results. Closing the iterator ends the processes.
    """
    workers = os.cpu_count() or 1
    pool = ProcessPoolExecutor(
        workers, mp_context=multiprocessing.get_context("fork"), initializer=_begin, initargs=(function,)
    )
    waiting = deque(things[start : start + batch] for start in range(0, len(things), batch))
    under_way: deque[Future[list[Any]]] = deque()

    def submit() -> None:
        while waiting and len(under_way) < (ahead or workers * _AHEAD):
            under_way.append(pool.submit(_do_all, waiting.popleft()))

    def results() -> Generator[Any, None, None]:
        try:
            while under_way:
                yield from under_way.popleft().result()
                submit()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    submit()
    return results()


_function: Callable[[Any], Any] | None = None  # of a process of the pool; set once when it begins


def _begin(function: Callable[[Any], Any]) -> None:
    global _function  # noqa: PLW0603 - set once in each process of the pool
    _function = function


def _do_all(things: Sequence[Any]) -> list[Any]:
    if _function is None:
        raise AssertionError("not a process of the pool")
    return [_function(thing) for thing in things]
