"""Runs commands of the test environment as forks of one process that has imported MkDocs and Gongkai already.

Importing them costs several times what a small build costs, and the suite starts hundreds of builds. A fork gets its
own working directory, environment, arguments, output and exit code, and ends as a process of its own does. Nine things
differ from a new process, and a test about one of them asks for a new one: the seed of `hash()` is that of the server,
imported modules are there before the command starts, and so is what the package, MkDocs and Markdown keep of forms,
words, templates and patterns after a first build (`_use_once`), the settings that Python reads at its start are the
server's (a command with other variables `PYTHON*` is therefore never forked), the installed theme and the entry points
are read from what the server keeps of them, git is not asked and no variable logged, MkDocs reads its settings by
libyaml (`tests/theme_cache.py`), the interpreter is not taken apart at the end (`_end`), and a fork that has built a
site without hooks builds others after it, each folder once (`tests/run_again.py`).

All processes of a run share one server for each Python and its settings: whoever needs it first starts it, and it ends
with the last client. It forks a process for each client, which forks for the commands of that client and waits for
them; so one client's long command holds up nobody else's.

A command may have further folders in front on its `PYTHONPATH`, with packages that add forms, rules and formats: its
fork forgets what is kept of those that were there (`_find_packages`).

`CommandServer` is the side of the tests; this file run as a script is the server. Windows cannot fork, so that
`CommandServer.can_run` is false there.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import functools
import gc
import importlib
import importlib.metadata
import json
import math
import os
import pkgutil
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, Self

from filelock import FileLock

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

COMMANDS = ("mkdocs", "gongkai")
"""The commands that are forked; any other one but `python -c` is left to a process of its own."""
PRELOADED_MODULES = ("mkdocs.__main__", "material.plugins", "pymdownx", "opencc", "pypinyin")
"""Modules that are imported before the first command; those in `PRELOADED_PACKAGES` need not be named."""
PRELOADED_PACKAGES = ("gongkai", "mkdocs", "markdown.extensions", "mkdocs_macros")
"""Packages of which every module is imported before the first command."""
NOT_PRELOADED = ("mkdocs.tests", "mkdocs_macros.test")
FEW_COMMANDS = "few-commands"
"""The argument of a server that imports only what a build needs."""
PATH = "PYTHONPATH"
RUN = "GONGKAI_TEST_RUN"
"""The variable of the environment that names the folder of `run_folder`."""
LASTING = 4
"""How many forks of a client run one command after the other."""
ENDING = 2.0
"""Seconds that the processes of a command that has ended may take to end too."""
FIRST_CLIENT = 60.0
"""Seconds after which a server ends to which nobody has come."""
GLANCE = 0.5
"""Seconds after which a server looks again whether it has clients left."""


class CommandTimeoutError(Exception):
    """The command did not end in time."""


@dataclass(frozen=True, slots=True)
class CommandEnd:
    """A command that has ended.

    Attributes:
        code: Its exit code; a negative number is the signal that ended it.
        left: Whether processes that it had started were still there some seconds later.
    """

    code: int
    left: bool


class Process(Protocol):
    """A command that runs on while the test goes on, be it a fork or a `subprocess.Popen`."""

    pid: int
    returncode: int | Any

    def poll(self) -> int | None:
        """Return the exit code, nothing while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended; return its exit code."""

    def send_signal(self, sig: int) -> None:
        """Send it a signal, unless it is known to have ended."""

    def kill(self) -> None:
        """End it at once."""


class Fork:
    """A fork that runs on: a child of the server, which tells how it ended."""

    def __init__(self, server: CommandServer, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._server = server

    def poll(self) -> int | None:
        if self.returncode is None:
            self.returncode = self._server.ask({"poll": self.pid})["code"]
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        end = math.inf if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() > end:
                message = f"process {self.pid} did not end within {timeout} s"
                raise CommandTimeoutError(message)
            time.sleep(0.01)
        return code

    def send_signal(self, sig: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, sig)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class CommandServer:
    """A client of the server of a Python; it comes to it with the first command, and leaves with `close`."""

    def __init__(
        self, environment: Mapping[str, str], *, python: str | Path = sys.executable, few_commands: bool = False
    ) -> None:
        """Take the environment of the server, whose variables `PYTHON*` hold for every command.

        Args:
            environment: The environment.
            python: The Python that it runs with, whose packages and commands are those of its forks.
            few_commands: Whether it imports beforehand only what a build needs, and its forks the rest.
        """
        self._environment, self._python = dict(environment), str(python)
        self._flags = [FEW_COMMANDS] * few_commands
        self._requests: socket.socket | None = None
        self._pid = 0

    def can_run(self, command: Sequence[str], environment: Mapping[str, str]) -> bool:
        """Whether a fork does what a new process with this environment would do.

        It does where `PYTHONPATH` has other folders in front only if none of them has a package that is imported, or
        anything that Python runs at its start.
        """
        return (
            hasattr(os, "fork")
            and (command[0] in COMMANDS or _is_code(command))
            and _python_settings({**environment, PATH: ""}) == _python_settings({**self._environment, PATH: ""})
            and _ends_with(_path_of(environment), _path_of(self._environment))
        )

    def run(
        self,
        command: Sequence[str],
        *,
        cwd: Path,
        environment: Mapping[str, str],
        output: tuple[Path, Path],
        timeout: float,
    ) -> CommandEnd:
        """Run a command to its end.

        Args:
            command: The path of the command's script, and its arguments.
            cwd: Its working directory.
            environment: Its whole environment.
            output: The files that take its standard output and its standard error.
            timeout: Seconds after which the command is killed, and the process that waits for it.

        Raises:
            CommandTimeoutError: It did not end in time.
        """
        group = self._fork(command, cwd=cwd, environment=environment, output=output)
        try:
            return CommandEnd(**self.ask({"wait": group}, timeout))
        except TimeoutError as error:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
            message = f"{' '.join(command)} did not end within {timeout} s"
            raise CommandTimeoutError(message) from error

    def start(
        self, command: Sequence[str], *, cwd: Path, environment: Mapping[str, str], output: tuple[Path, Path]
    ) -> Fork:
        """Start a command in a session of its own, where it hears Ctrl-C; the parameters are those of `run`."""
        return Fork(self, self._fork(command, cwd=cwd, environment=environment, output=output, session=True))

    def _fork(
        self,
        command: Sequence[str],
        *,
        cwd: Path,
        environment: Mapping[str, str],
        output: tuple[Path, Path],
        session: bool = False,
    ) -> int:
        """Let the server fork; returns the fork's process, which is also its group of processes."""
        request = {"command": list(command), "cwd": str(cwd), "environment": dict(environment), "session": session}
        return int(self.ask({**request, "output": [str(path) for path in output]})["pid"])

    def ask(self, request: Mapping[str, Any], timeout: float = 60.0) -> dict[str, Any]:
        """Send the server a request and return its answer.

        Raises:
            TimeoutError: There was none for so many seconds; the process that was to give it has been killed.
        """
        requests = self._started()
        requests.settimeout(timeout)
        try:
            requests.sendall(json.dumps(request).encode() + b"\n")
            with requests.makefile("rb") as answers:
                answer = answers.readline()
        except TimeoutError:
            self.close()
            raise
        if not answer:
            self.close()
            raise RuntimeError("the command server has ended; its error output says why")
        return dict(json.loads(answer))

    def _started(self) -> socket.socket:
        """The connection with the process that the server has forked for this client."""
        if self._requests is None:
            self._requests = _connect(self._python, self._environment, self._flags)
            with self._requests.makefile("rb") as answers:
                self._pid = json.loads(answers.readline())["server"]
        return self._requests

    def close(self) -> None:
        """End the connection, and the process at its other end, which may be waiting for a command."""
        if self._requests is not None:
            self._requests.close()
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
        self._requests = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def run_folder() -> Path:
    """A folder that all processes of a run of the tests share; the first one makes it, and removes it at its end."""
    if RUN not in os.environ:
        maker = os.getpid()
        os.environ[RUN] = tempfile.mkdtemp(prefix="gongkai-run-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT"))
        atexit.register(_end_run, Path(os.environ[RUN]), maker)
    return Path(os.environ[RUN])


def end_with_run(group: int, argument: str) -> None:
    """Let a group of processes be killed at the end of the run, which all of its processes may use until then.

    Args:
        group: Its number, that of its first process.
        argument: What stands in the command of that process; where it has ended, another may have the number.
    """
    (run_folder() / f"group-{group}").write_text(argument, encoding="utf-8")


def _end_run(folder: Path, maker: int) -> None:
    """End what lasts as long as a run, and remove its folder, in the process that has made it."""
    if os.getpid() != maker:
        return
    for file in folder.glob("group-*"):
        group = int(file.name.removeprefix("group-"))
        with contextlib.suppress(OSError):
            if file.read_bytes() in Path(f"/proc/{group}/cmdline").read_bytes():
                os.killpg(group, signal.SIGKILL)
    shutil.rmtree(folder, ignore_errors=True)


_servers: list[subprocess.Popen[bytes]] = []
"""Servers that this process has started; they end by themselves."""


def _connect(python: str, environment: Mapping[str, str], flags: Sequence[str]) -> socket.socket:
    """Connect to the server of a Python and its settings, which is started where there is none."""
    key = zlib.crc32(repr((python, sorted(_python_settings(environment).items()), *flags)).encode())
    address, templates = run_folder() / f"server-{key:08x}", run_folder() / "templates"
    templates.mkdir(exist_ok=True)
    requests = socket.socket(socket.AF_UNIX)
    with FileLock(f"{address}.lock"):
        try:
            requests.connect(str(address))
        except (FileNotFoundError, ConnectionRefusedError):  # refused where a server was killed
            address.unlink(missing_ok=True)
            with socket.socket(socket.AF_UNIX) as clients:
                clients.bind(str(address))
                clients.listen()
                command = [python, __file__, str(clients.fileno()), str(address), str(templates), *flags]
                _servers.append(
                    subprocess.Popen(
                        command,
                        env=dict(environment),
                        stdin=subprocess.DEVNULL,
                        pass_fds=[clients.fileno()],
                        start_new_session=True,
                    )
                )
            requests.connect(str(address))  # the system keeps it waiting until the server is ready
    return requests


def begin(environment: Mapping[str, str]) -> None:
    """Start the server of a run before the first command, without waiting for it, and keep it until this process ends.

    Args:
        environment: As `CommandServer` takes it.
    """
    atexit.register(_leave, _connect(sys.executable, environment, []))


def _leave(requests: socket.socket) -> None:
    """End a connection by which nothing was asked: a server whose greeting was not read would say so."""
    with contextlib.suppress(OSError), requests, requests.makefile("rb") as answers:
        answers.readline()


def _is_code(command: Sequence[str]) -> bool:
    """Whether a command is `python -c` with code alone."""
    return [Path(command[0]).name, *command[1:-1]] == ["python", "-c"]


def _python_settings(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name.startswith("PYTHON")}


def receive(clients: socket.socket, address: Path) -> socket.socket | None:
    """Fork for each client that comes, until all have gone, or nobody has come at all.

    Args:
        clients: Where they come.
        address: Its path, which is removed before the end: whoever comes later then starts another server.

    Returns:
        In a fork the connection with its client, in the server nothing.
    """
    forks, end = 0, time.monotonic() + FIRST_CLIENT
    while True:
        last_look = not address.exists()
        if select.select([clients], [], [], GLANCE)[0]:
            requests = clients.accept()[0]
            if os.fork() == 0:
                clients.close()
                os.setsid()
                return requests
            requests.close()
            forks, end = forks + 1, 0.0
        while forks and os.waitpid(-1, os.WNOHANG)[0]:
            forks -= 1
        if forks or time.monotonic() < end:
            continue
        if last_look:
            return None
        address.unlink(missing_ok=True)


def serve(requests: socket.socket) -> dict[str, Any] | None:
    """Fork for each command, and say how it ended when that is asked, until the client goes away.

    Returns:
        In a fork the request that it is for, in the server nothing. So a fork leaves this function before its command
        runs, and a traceback of the command shows no line of the server's.
    """
    requests.sendall(json.dumps({"server": os.getpid()}).encode() + b"\n")
    lasting: dict[int, _LastingFork] = {}
    for line in requests.makefile("rb"):
        request = dict(json.loads(line))
        if "poll" in request:
            pid, status = os.waitpid(request["poll"], os.WNOHANG)
            answer = {"code": os.waitstatus_to_exitcode(status) if pid else None}
        elif "wait" in request:
            answer = _ended(request["wait"], lasting)
        else:
            child = _give(request, lasting)
            if child == 0:
                return request
            answer = {"pid": child}
        requests.sendall(json.dumps(answer).encode() + b"\n")
    return None


class _LastingFork:
    """A fork that runs one command after the other, each in a folder that it has not seen."""

    def __init__(self, pid: int, channel: socket.socket) -> None:
        self.pid, self.channel, self.answers = pid, channel, channel.makefile("rb")
        self.folders: set[str] = set()


def _give(request: dict[str, Any], lasting: dict[int, _LastingFork]) -> int:
    """Give a command to a fork that lasts and has not seen its folder, else to a new one; returns its process."""
    ours = its = None
    if importlib.import_module("run_again").can_run_again(request, os.environ.get(PATH, "")):
        unseen = (fork for fork in lasting.values() if request["cwd"] not in fork.folders)
        if fork := next(unseen, None):
            fork.folders.add(request["cwd"])
            fork.channel.sendall(json.dumps(request).encode() + b"\n")
            return fork.pid
        if len(lasting) < LASTING:
            ours, its = socket.socketpair()
    child = os.fork()
    if child == 0:
        for fork in lasting.values():
            fork.answers.close()
            fork.channel.close()
        request["channel"] = its
        if its is not None:
            importlib.import_module("run_again").prepare()
    elif ours is not None:
        lasting[child] = _LastingFork(child, ours)
        lasting[child].folders.add(request["cwd"])
    if (other_end := its if child else ours) is not None:
        other_end.close()
    return child


def _ended(pid: int, lasting: dict[int, _LastingFork]) -> dict[str, Any]:
    """How a command has ended, when it has."""
    if pid in lasting:
        if line := lasting[pid].answers.readline():
            return {"code": int(line), "left": False}
        del lasting[pid]
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return {"code": code, "left": _is_left(pid)}


def _preload(templates: Path, flags: Sequence[str]) -> None:
    importlib.import_module("run_again")
    theme_cache = importlib.import_module("theme_cache")  # beside this file, which runs as a script
    sys.path[0] = str(Path(sys.executable).parent)  # as every fork has it: packages are read once for a path
    theme_cache.read_entry_points_once()
    for name in PRELOADED_MODULES:
        importlib.import_module(name)
    for package in () if FEW_COMMANDS in flags else PRELOADED_PACKAGES:
        paths = importlib.import_module(package).__path__
        for module in pkgutil.walk_packages(paths, f"{package}.", onerror=lambda _: None):
            if not module.name.startswith(NOT_PRELOADED) and not module.name.endswith("__main__"):
                with contextlib.suppress(ImportError):  # of what is optional; a command that needs it says so itself
                    importlib.import_module(module.name)
    theme_cache.compile_once(templates)
    theme_cache.keep_code()
    theme_cache.ask_no_git()
    theme_cache.log_no_variables()
    theme_cache.read_settings_in_c()
    theme_cache.match_names_once()
    theme_cache.list_installed_once(Path(*importlib.import_module("material").__path__, "templates"))
    with contextlib.suppress(Exception, SystemExit):  # of a package that a test has broken; a command says so itself
        _use_once()
    for name in COMMANDS:
        importlib.metadata.entry_points(group="console_scripts", name=name)  # as `_become` asks for it
    _gather_keepers()
    if FEW_COMMANDS not in flags:  # for a few forks it takes longer than it saves
        gc.collect()
        join_memory()
    gc.freeze()  # or each fork would copy every page of memory that its collector writes to


def _use_once() -> None:
    """Check and export a report: forms, words, patterns and the stamp of its files are read then, which it keeps.

    So are traditional characters, everyday words, and how these and the characters sound that the package itself uses.
    """
    workspace = importlib.import_module("gongkai.workspace")
    layout = importlib.import_module("gongkai.reports.layout")
    folder = Path(__file__).with_name("wheel")
    site = workspace.Workspace(layout.Layout(folder, folder / "data", folder / "docs"), reserved=())
    for key in site.reports:
        site.export(*key, "xlsx")
    lexicon, forms = (importlib.import_module(f"gongkai.{name}") for name in ("checks.prose.words.lexicon", "forms"))
    for form in forms.shipped_forms():
        lexicon.lexicon_of(form)
    importlib.import_module("gongkai.work.kept").common_stamp(())
    asking, findings = (importlib.import_module(f"gongkai.{name}") for name in ("work.search.asking", "findings"))
    asking.simplified()
    asking.asking_file((), asking.words_of_text)
    asking.names_file((), {}, Path(findings.__file__).with_name("words.zh.yml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as copy:
        shutil.copytree(folder, copy, dirs_exist_ok=True)
        _build(Path(copy, "mkdocs.yml"))


def _build(settings: Path) -> None:
    """Build a site here, as `mkdocs build` does, without a search."""
    config = importlib.import_module("mkdocs.config").load_config(str(settings))
    config.plugins["gongkai"].config["search"] = False
    config.plugins.on_startup(command="build", dirty=False)
    try:
        importlib.import_module("mkdocs.commands.build").build(config)
    finally:
        config.plugins.on_shutdown()
        dict(config._schema)["plugins"].plugin_cache.clear()  # in which MkDocs 1.6 keeps plugins for its next reload


COLLAPSE = 25
"""`MADV_COLLAPSE` of Linux 6.1 and later; Python has no name for it."""


def join_memory() -> None:
    """Ask Linux to put this process's memory into pages of 2 MB, where it can: a fork is quicker made and ended.

    For each fork Linux copies, and clears in the end, an entry for every page. With 130 MB in pages of 4 KB that took
    as long as the shortest commands themselves. What a fork writes to is copied in pages of 4 KB as before.
    """
    with contextlib.suppress(OSError, AttributeError):  # no Linux, or no `madvise` to be had
        advise = ctypes.CDLL(None).madvise
        for line in Path("/proc/self/maps").read_text(encoding="utf-8").splitlines():
            addresses, access, *_, name = f"{line} -".split()[:6]
            if access == "rw-p" and name in ("-", "[heap]"):
                start, end = (int(address, 16) for address in addresses.split("-"))
                advise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), COLLAPSE)  # refused by an older Linux


def _become(request: Mapping[str, Any]) -> Callable[[], object]:
    """Put in place what a new process would have been given; returns the function of the command."""
    if request["session"]:
        os.setsid()
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell lets jobs in the background ignore it
    else:
        os.setpgid(0, 0)
    for number, name in enumerate(request["output"], start=1):
        file = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(file, number)
        os.close(file)
    entries = len(_path_of(os.environ))
    os.environ.clear()
    os.environ.update(request["environment"])
    if folders := _path_of(os.environ)[: len(_path_of(os.environ)) - entries]:
        _find_packages(folders)
    time.tzset()
    os.chdir(request["cwd"])
    sys.argv = request["command"]
    if _is_code(sys.argv):
        sys.path[0] = ""
        sys.argv = ["-c"]
        return functools.partial(exec, request["command"][-1], {"__name__": "__main__"})
    script = Path(sys.argv[0])
    sys.path[0] = str(script.parent)
    (entry,) = importlib.metadata.entry_points(group="console_scripts", name=script.name)
    command: Callable[[], object] = entry.load()
    return command


def _path_of(environment: Mapping[str, str]) -> list[str]:
    return [folder for folder in environment.get(PATH, "").split(os.pathsep) if folder]


def _ends_with(folders: Sequence[str], last: Sequence[str]) -> bool:
    return list(folders[len(folders) - len(last) :]) == list(last)


OWN_FILES = ("words", "shipped_forms", "source", "lexicon_of")
"""Functions that keep what they have read of this package's own files alone, to which no other package adds."""
_keepers: list[functools._lru_cache_wrapper[Any]] = []
"""Functions of this package that keep something else, once it has been used."""


def _gather_keepers() -> None:
    """Note them before there is a fork, which would copy the memory of every module to look for them."""
    modules = [module for name, module in sys.modules.items() if name.startswith("gongkai.")]
    items = {id(item): item for module in modules for item in vars(module).values()}
    kept = (item for item in items.values() if isinstance(item, functools._lru_cache_wrapper))
    _keepers[:] = [item for item in kept if item.cache_info().currsize and item.__name__ not in OWN_FILES]


def _find_packages(folders: Sequence[str]) -> None:
    """Let packages in folders add to this one, which has been used already: all that it keeps is in such functions."""
    sys.path[1:1] = folders
    for item in _keepers:
        item.cache_clear()
    importlib.import_module("gongkai.checks.registry").import_rules()  # as the import of `gongkai.checks` has done


def _end(command: Callable[[], object]) -> NoReturn:
    """Run a command and end as the script of an entry point does, but leave the memory to the system.

    To take the interpreter apart would copy most of the server's memory first, and cost more than a short command.
    """
    try:
        code = command()
    except SystemExit as ending:
        code = ending.code
    if code is not None and not isinstance(code, int):
        sys.stderr.write(f"{code}\n")
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]  # waits for threads, as Python does before what follows
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit((code or 0) & 0xFF)


def _is_left(group: int) -> bool:
    """Whether a process of this group is still there when there has been time enough to end."""
    end = time.monotonic() + ENDING
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.01)
    os.killpg(group, signal.SIGKILL)
    return True


if __name__ == "__main__":
    _preload(Path(sys.argv[3]), sys.argv[4:])
    client = receive(socket.socket(fileno=int(sys.argv[1])), Path(sys.argv[2]))
    request = None if client is None else serve(client)
    while request is not None:
        channel = request["channel"]
        program = _become(request)
        if channel is None:
            _end(program)
        following = importlib.import_module("run_again").run(program, channel)
        if callable(following):
            _end(following)
        request = following and {**following, "channel": channel}
    os._exit(0)  # a client that has gone, or the server: there is nothing to take apart
