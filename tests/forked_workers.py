"""The processes of xdist as forks of one that has imported the tests already.

Each process of xdist starts Python and pytest and imports all tests with all libraries that they use, which takes
seconds of a processor; in a new clone it also compiles them. Here a fork of the main process imports them once, forks
for each process that xdist is going to start, and waits for these. Xdist gets such a fork where it would start Python,
and does the same with it: it sends the code that loads the settings and plugins of pytest and collects the tests. In a
fork the modules of these are there.

So are the constants of this package, of which Hypothesis draws some. To find them it parses all modules, which in a new
clone takes each process more than two seconds of a processor.

A module that cannot be imported, or warns while it is, is left to the forks, which say what is wrong with it.
"""

from __future__ import annotations

import ast
import atexit
import contextlib
import gc
import os
import signal
import sys
import time
import warnings
from types import ModuleType
from typing import TYPE_CHECKING, Any, NoReturn

import execnet.gateway_io
import pytest
from _pytest.assertion import rewrite
from _pytest.pathlib import import_path
from execnet.gateway_base import Popen2IO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORKED = sys.platform == "linux"
"""Whether there are forks: macOS ends a fork that uses some of its libraries, Windows has none."""
ENDING = 10.0
"""Seconds that the forks may take to end."""
MODULES = ("conftest.py", "test_*.py")
NEW = "popen"
"""How xdist names a process that it starts on this machine with nothing special."""


class _Pipes:
    """Two pipes between the main process and a fork, and what each of both reads from and writes to."""

    def __init__(self) -> None:
        self.main_reads, self.fork_writes = os.pipe()
        self.fork_reads, self.main_writes = os.pipe()

    def close_for_main(self) -> None:
        os.close(self.fork_reads)
        os.close(self.fork_writes)

    def close_for_fork(self) -> None:
        os.close(self.main_reads)
        os.close(self.main_writes)


class _Connection(Popen2IO):
    """What execnet talks to a fork by, in the place of the pipes of a process that it has started."""

    def __init__(self, pipes: _Pipes, execmodel: Any) -> None:
        super().__init__(os.fdopen(pipes.main_writes, "wb"), os.fdopen(pipes.main_reads, "rb"), execmodel)
        self._pid = int.from_bytes(self.read(8))  # comes when the tests have been imported

    def wait(self) -> None:
        """Wait until the fork has ended, and the process that it is a fork of knows."""
        with contextlib.suppress(ProcessLookupError):
            while True:
                os.kill(self._pid, 0)
                time.sleep(0.005)

    def kill(self) -> None:
        """End the fork at once."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)


def fork_workers(config: pytest.Config) -> None:
    """Fork the processes that xdist is going to start; one that takes the place of a lost one it starts itself.

    Args:
        config: Of the main process, which has a single thread yet.
    """
    specs = config.getoption("tx", default=None) or []
    if not FORKED or not specs or {*specs} != {NEW}:
        return
    waiting = [_Pipes() for _ in specs]
    sys.stdout.flush()
    sys.stderr.flush()
    parent = os.fork()
    if parent == 0:
        try:
            _import_and_fork(config, waiting)
        finally:  # also when it is interrupted: it never goes on as a second main process
            os._exit(1)
    atexit.register(_await_end, parent)
    for pipes in waiting:
        pipes.close_for_main()
    start = execnet.gateway_io.create_io

    def create_io(spec: Any, execmodel: Any) -> Any:
        return _Connection(waiting.pop(0), execmodel) if waiting else start(spec, execmodel)

    execnet.gateway_io.create_io = create_io


def _await_end(pid: int) -> None:
    """Wait some seconds for the process that has imported the tests, which ends with the last of its forks."""
    end = time.monotonic() + ENDING
    with contextlib.suppress(ChildProcessError):
        while not os.waitpid(pid, os.WNOHANG)[0] and time.monotonic() < end:
            time.sleep(0.01)


def _import_and_fork(config: pytest.Config, waiting: list[_Pipes]) -> NoReturn:
    """Import the tests, fork for each pair of pipes, and end when these forks have ended."""
    for pipes in waiting:
        pipes.close_for_fork()
    gc.disable()
    rewrite.traverse_node = nodes_with_a_place
    for path in _modules(config):
        with contextlib.suppress(Exception, pytest.skip.Exception), warnings.catch_warnings():
            warnings.simplefilter("error")
            import_path(path, mode="importlib", root=config.rootpath, consider_namespace_packages=False)
    _find_constants()
    gc.freeze()  # or each fork would copy every page of memory that its collector writes to
    gc.enable()
    for pipes in waiting:
        if os.fork() == 0:
            for other in waiting:
                if other is not pipes:
                    other.close_for_main()
            _become_worker(pipes)
    for pipes in waiting:
        pipes.close_for_main()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the main process and for the forks
    for _ in waiting:
        os.wait()
    os._exit(0)


def nodes_with_a_place(statement: ast.AST) -> Iterator[ast.AST]:
    """The nodes below a statement that have a line, and it itself, in the place of a function of pytest.

    Pytest gives the million nodes that it writes for assertions the lines of these. It hands each of them up through
    all levels above, those among them that have no line, which in a new clone takes longer than to compile the tests.
    """
    nodes = [statement]
    while nodes:
        node = nodes.pop()
        if node._attributes:
            yield node
        for name in node._fields:
            value = getattr(node, name, None)
            if isinstance(value, list):
                nodes += [item for item in value if isinstance(item, ast.AST)]
            elif isinstance(value, ast.AST):
                nodes.append(value)


def _find_constants() -> None:
    """Let Hypothesis look for constants now; a version that does so elsewhere leaves it to the forks."""
    providers = sys.modules.get("hypothesis.internal.conjecture.providers")
    with contextlib.suppress(Exception), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of what is slow before tests are collected
        if find := getattr(providers, "_get_local_constants", None):
            find()


def _modules(config: pytest.Config) -> Iterator[Path]:
    """The files that are going to be collected, and those with their fixtures."""
    for argument in config.args:
        path = config.invocation_params.dir / argument.partition("::")[0]
        if path.is_file():
            yield path
        for pattern in MODULES:
            yield from sorted(path.rglob(pattern))


def _become_worker(pipes: _Pipes) -> NoReturn:
    """Do what execnet starts Python for: run the code that stands in the first line of the standard input."""
    os.write(pipes.fork_writes, os.getpid().to_bytes(8))
    os.dup2(pipes.fork_reads, 0)
    os.dup2(pipes.fork_writes, 1)
    pipes.close_for_main()
    sys.stdin, sys.stdout = os.fdopen(0, closefd=False), os.fdopen(1, "w", closefd=False)
    sys.argv = ["-c"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        exec(ast.literal_eval(sys.stdin.readline()), {"__name__": "__main__"})  # noqa: S102
        atexit._run_exitfuncs()
    finally:
        sys.stderr.flush()
        os._exit(0)
