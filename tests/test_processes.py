"""A function over many things in further processes: order, what comes back, what goes wrong, what is left behind."""

import errno
import gc
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing.queues import Queue
from pathlib import Path

import pytest

from gongkai import processes
from gongkai.errors import WorkerEndedError, WorkspaceError
from gongkai.figures import BLANK, Figure, State, count
from gongkai.processes import FEWEST, InOrder, InTurns, worth_it
from gongkai.site.publishing.lock import lock_site
from tests.site.sites import PATIENCE, until

SLOW_START = """\
import os, sys, time
from pathlib import Path
from gongkai.processes import InOrder
from gongkai.site.publishing.lock import lock_site
folder = Path(sys.argv[1])
lock = lock_site(folder / "site")
def start_slowly():
    (folder / f"child-{os.getpid()}").touch()
    time.sleep(2)
os.register_at_fork(after_in_child=start_slowly)
list(InOrder(lambda thing: time.sleep(60), range(4), batch=1))
"""
"""A process that holds a lock and starts others, which take a while to begin."""

pytestmark = pytest.mark.xdist_group("processes")


def no_process_is_left() -> bool:
    """Whether all processes have ended; for a moment a thread of the pool may have heard of it and not said so yet."""
    end = time.monotonic() + 5
    while multiprocessing.active_children() and time.monotonic() < end:
        time.sleep(0.01)
    return not multiprocessing.active_children()


@pytest.fixture(autouse=True)
def _none_left() -> Iterator[None]:
    yield
    assert no_process_is_left()


def test_what_is_frozen_stays_so_and_processes_look_through_nothing_that_they_find() -> None:
    frozen = gc.get_freeze_count()
    assert frozen > 1000, "all tests that were collected"
    counts = list(InOrder(lambda _: gc.get_freeze_count(), range(2), batch=1))
    assert min(counts) >= frozen / 2
    assert gc.get_freeze_count() >= frozen / 2


def test_results_come_in_the_order_of_the_things() -> None:
    assert list(InOrder(lambda number: number * number, range(1000))) == [number * number for number in range(1000)]


def test_work_is_done_in_other_processes_which_see_what_is_there() -> None:
    there = {"answer": 42}
    answers = list(InOrder(lambda _: (os.getpid(), there["answer"]), range(64), batch=1))
    assert os.getpid() not in {pid for pid, _ in answers}
    assert {answer for _, answer in answers} == {42}


def test_new_processes_take_over_after_each_turn() -> None:
    answers = list(InTurns(lambda number: (number, os.getpid()), range(24), turn=10, batch=1))
    assert [number for number, _ in answers] == list(range(24))
    turns = [{pid for _, pid in answers[begin : begin + 10]} for begin in (0, 10, 20)]
    assert not turns[0] & turns[1]
    assert not turns[1] & turns[2]
    assert not list(InTurns(lambda number: number, range(0), turn=10))


def test_closing_within_a_turn_ends_its_processes_and_begins_no_other() -> None:
    running = InTurns(lambda number: number, range(100), turn=40, batch=1)
    results = iter(running)
    assert [next(results) for _ in range(45)] == list(range(45))
    running.close()
    assert no_process_is_left()


def test_error_in_one_thing_is_raised_and_ends_the_processes() -> None:
    with pytest.raises(ZeroDivisionError):
        list(InOrder(lambda number: 1 // number, [1, 2, 0, 3], batch=1))


def test_closing_before_the_first_result_ends_the_processes() -> None:
    running = InOrder(lambda number: number, range(500))
    running.close()


def test_ctrl_c_while_processes_begin_ends_those_that_have_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the first process and the thread that serves them all, where a build used to hang for ever."""
    start = ProcessPoolExecutor._start_executor_manager_thread

    def interrupted(pool: ProcessPoolExecutor) -> None:
        if pool._executor_manager_thread is None:
            pool._launch_processes()
            signal.raise_signal(signal.SIGINT)
        start(pool)

    monkeypatch.setattr(ProcessPoolExecutor, "_start_executor_manager_thread", interrupted)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores Ctrl-C
    try:
        with pytest.raises(KeyboardInterrupt):
            InOrder(lambda number: number, range(64))
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)


def test_too_little_memory_for_all_processes_or_their_thread_ends_those_that_have_begun(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Python would wait for them at its end, and they for work."""
    start, running = multiprocessing.process.BaseProcess.start, []

    def second_fails(process: multiprocessing.process.BaseProcess) -> None:
        if running:
            raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))
        running.append(process)
        start(process)

    def no_thread(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", no_thread)
        with pytest.raises(MemoryError):
            InOrder(lambda number: number, range(64))
    assert no_process_is_left()
    monkeypatch.setattr(multiprocessing.process.BaseProcess, "start", second_fails)
    with pytest.raises(OSError, match=os.strerror(errno.ENOMEM)):
        InOrder(lambda number: number, range(64))
    assert running


def test_thread_that_serves_processes_and_ends_for_want_of_memory_is_noticed_and_shows_no_traceback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Pytest, whose own hook fails a test where a thread ends by an error, would see what Python prints otherwise."""
    before = threading.excepthook

    def no_thread(_: "Queue[object]") -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(processes, "_LOOK", 0.05)
    monkeypatch.setattr(Queue, "_start_thread", no_thread)
    with pytest.raises(MemoryError):
        list(InOrder(lambda number: number, range(64)))
    assert threading.excepthook is before


def test_processes_that_nothing_serves_any_more_do_not_hold_up_who_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """As when a build runs out of memory itself while the thread that fills their pipe has never begun."""
    monkeypatch.setattr(Queue, "_start_thread", lambda _: None)
    running = InOrder(lambda number: number, range(64))
    running.close()
    assert no_process_is_left()


def test_word_to_end_that_finds_no_memory_shows_no_traceback_and_nobody_waits(
    capfd: pytest.CaptureFixture[str],
) -> None:
    running = InOrder(lambda number: number, range(64))
    running._pool._call_queue._on_queue_feeder_error(MemoryError(), None)
    running.close()
    assert capfd.readouterr().err == ""
    assert no_process_is_left()


def test_process_that_is_killed_is_said_to_have_been_ended() -> None:
    with pytest.raises(WorkerEndedError):
        list(InOrder(lambda _: os.kill(os.getpid(), signal.SIGKILL), range(64)))


def test_process_that_is_killed_while_others_are_given_work_is_said_to_have_been_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object) -> None:
        raise BrokenProcessPool

    monkeypatch.setattr(ProcessPoolExecutor, "submit", broken)
    with pytest.raises(WorkerEndedError):
        InOrder(abs, range(64))


def test_what_waits_to_be_asked_for_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    running = InOrder(lambda number: number, range(10_000))
    assert len(running._under_way) == 2 * processes._AHEAD
    running.close()


@pytest.mark.parametrize("number", [FEWEST - 1, 0])
def test_few_things_are_not_worth_it(number: int) -> None:
    assert not worth_it(number)


def test_number_of_processes_may_be_stated() -> None:
    assert not worth_it(100_000, processes=1)
    work = InOrder(lambda _: os.getpid(), range(24), batch=1, processes=3)
    assert len(work._pool._processes) == 3
    assert 1 <= len(set(work)) <= 3


def test_one_processor_is_not_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert not worth_it(100_000)


@pytest.mark.parametrize(
    "figure", [count(7), BLANK, Figure(3, State.GIVEN, "件"), Figure(3, State.GIVEN, None, "其中一件")]
)
def test_figures_come_back_equal_and_plain_counts_as_the_one_object(figure: Figure) -> None:
    (back,) = InOrder(lambda _: figure, [0])
    assert back == figure
    assert (back is figure) == (figure == count(7))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are forked on Linux alone")
def test_process_that_starts_while_its_parent_is_killed_ends_and_holds_no_lock(tmp_path: Path) -> None:
    """The system sends no signal for a parent that has ended before it was asked to send one."""
    parent = subprocess.Popen([sys.executable, "-c", SLOW_START, str(tmp_path)], cwd=tmp_path)
    children = until(lambda: list(tmp_path.glob("child-*")), "a child")
    parent.kill()
    parent.wait(PATIENCE)
    until(partial(_can_lock, tmp_path / "site"), "the lock, which a child holds until it has begun to run")
    for child in children:
        until(partial(_ended, child.name.removeprefix("child-")), f"the end of {child.name}")


def _can_lock(site: Path) -> bool:
    try:
        lock = lock_site(site)
    except WorkspaceError:
        return False
    if lock is not None:
        lock.release()
    return True


def _ended(process: str) -> bool:
    """Whether a process has ended; a container may have nothing that takes note of the end of orphans."""
    try:
        stat = Path("/proc", process, "stat").read_text(encoding="utf-8")
    except OSError:
        return True
    return stat.rpartition(")")[2].split()[0] == "Z"
