"""A forked command is what a new process would be: output, exit code, folder, environment; nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from tests.command_server import CommandServer, CommandTimeoutError
from tests.site.sites import Site, environment, program, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.command_server import CommandEnd

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows cannot fork; every command is a new process"),
    pytest.mark.slow,
]


def small_site(folder: Path) -> Site:
    """A site of which a build makes no search: nothing here asks for one."""
    return Site(folder).change("mkdocs.yml", "- gongkai\n", "- gongkai: {search: false}\n")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return small_site(tmp_path / "clerk")


@pytest.fixture(scope="module")
def server() -> Iterator[CommandServer]:
    with CommandServer(environment()) as started:
        yield started


def build(server: CommandServer, site: Site, timeout: float = 60) -> CommandEnd:
    output = site.root / "out", site.root / "err"
    command = program("mkdocs", "build", "--quiet")
    return server.run(command, cwd=site.root, environment=environment(), output=output, timeout=timeout)


def kept_texts(site: Site) -> bytes:
    """Everything that a site keeps between builds, one file after the other."""
    return b"".join(path.read_bytes() for path in site.root.glob(".cache/gongkai/files/??/*"))


def processes(server: CommandServer, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that run what the client asks for from now on."""
    pids: list[int] = []

    def fork(*args: Any, **named: Any) -> int:
        pids.append(start(*args, **named))
        return pids[-1]

    start = server._fork
    monkeypatch.setattr(server, "_fork", fork)
    return pids


@pytest.mark.parametrize(
    "command",
    [
        ("gongkai", "--version"),
        ("gongkai", "check"),
        ("gongkai", "no-such-command"),
        ("mkdocs", "build", "-f", "none.yml"),
        ("python", "-c", "import sys; print(__name__, sys.argv, sys.path[0]); sys.exit('at the end')"),
    ],
)
def test_fork_says_and_returns_what_a_new_process_does(command: tuple[str, ...], site: Site) -> None:
    site.change("data/x/2023.yml", "本年新收: [5", "本年新收: [6")
    assert site.run(*command) == site.run(*command, new_process=True)


def test_exception_that_nobody_catches_ends_a_fork_as_it_ends_a_process(site: Site) -> None:
    site.write("mkdocs.yml", "site_name: 甲\nplugins: []\n").hook("raise ZeroDivisionError('of the hook')")
    forked, new = site.build(), site.build(new_process=True)
    assert forked.code == new.code == 1
    assert forked.output.splitlines()[-1] == new.output.splitlines()[-1] == "ZeroDivisionError: of the hook"
    assert 'command_server.py", line' not in forked.output.partition("click")[2]


def test_environment_is_the_one_at_the_time_of_the_command(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.hook(
        "import os, time\ndef on_config(config):\n    print(os.environ.get('OFFICE'), time.tzname[0], os.getcwd())"
    )
    assert f"None {os.environ.get('TZ', 'UTC')}" in site.build().output
    monkeypatch.setenv("OFFICE", "街道")
    monkeypatch.setenv("TZ", "AAA3")
    assert f"街道 AAA {site.root}" in site.build().output


def test_command_with_other_settings_of_python_is_not_forked(server: CommandServer) -> None:
    variables = environment()
    assert server.can_run(["mkdocs", "build"], variables)
    assert server.can_run(["python", "-c", "pass"], variables)
    assert not server.can_run(["mkdocs", "build"], {**variables, "PYTHONHASHSEED": "7"})
    first = {**variables, "PYTHONPATH": os.pathsep.join(filter(None, ("further", variables.get("PYTHONPATH"))))}
    assert server.can_run(["mkdocs", "build"], first)
    assert not CommandServer(first).can_run(["mkdocs", "build"], variables)
    assert not server.can_run(["python", "-m", "gongkai"], variables)


def test_clients_share_one_server_and_each_has_a_process_of_its_own_there(server: CommandServer, site: Site) -> None:
    def parent(pid: int) -> str:
        return subprocess.run(["ps", "-o", "ppid=", "-p", str(pid)], capture_output=True, text=True, check=True).stdout

    site.hook("import os, pathlib\ndef on_config(config):\n    pathlib.Path('parent').write_text(str(os.getppid()))")
    forkers = []
    with CommandServer(environment()) as other:
        for client in (server, other):
            assert build(client, site).code == 0
            forkers.append(int(site.read("parent")))
        assert parent(forkers[0]) == parent(forkers[1])
    assert forkers[0] != forkers[1]
    assert build(server, site).code == 0, "the other client has gone, and nothing else"


def test_command_that_does_not_end_well_is_noticed_and_the_next_one_runs(server: CommandServer, site: Site) -> None:
    """It is killed, takes too long and is ended, or leaves a process behind."""
    settings = site.read("mkdocs.yml")
    site.hook("import os\ndef on_config(config):\n    os.kill(os.getpid(), 9)")
    assert build(server, site).code == -9
    site.write("hook.py", "import time\ndef on_config(config):\n    time.sleep(600)")
    with pytest.raises(CommandTimeoutError, match=r"mkdocs build --quiet did not end within 0\.5 s"):
        build(server, site, timeout=0.5)
    site.write("hook.py", "import subprocess, sys\nsubprocess.Popen(['sleep', '600'])\nsys.exit(0)")
    ended = build(server, site)
    assert (ended.code, ended.left) == (0, True)
    ended = build(server, site.write("mkdocs.yml", settings))
    assert (ended.code, ended.left) == (0, False)


def test_command_that_runs_on_is_asked_stopped_and_has_the_code_of_a_process(site: Site) -> None:
    site.hook("import time, pathlib\ndef on_config(config):\n    pathlib.Path('reached').touch()\n    time.sleep(60)")
    for stop in (signal.SIGINT, signal.SIGKILL):
        (site.root / "reached").unlink(missing_ok=True)
        process = site.start("mkdocs", "build")
        until((site.root / "reached").exists, "the hook")
        assert process.poll() is None
        assert os.getsid(process.pid) == process.pid
        assert site.run("gongkai", "--version").code == 0, "other commands go on meanwhile"
        with pytest.raises(CommandTimeoutError, match=r"did not end within 0\.01 s"):
            process.wait(0.01)
        process.send_signal(stop)
        assert process.wait(20) == process.returncode == {signal.SIGINT: 1, signal.SIGKILL: -9}[stop]
        assert ("Aborted" in site.log()) == (stop == signal.SIGINT)
        process.kill()  # has ended, so that nothing is killed


def test_fork_builds_one_site_after_the_other_but_none_a_second_time(
    server: CommandServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("first", "second", "wrong", "hooked", "unhooked")
    first, second, wrong, hooked, unhooked = (small_site(tmp_path / name) for name in names)
    wrong.change("data/x/2023.yml", "本年新收: [5", "本年新收: [6")
    hooked.hook("def on_config(config):\n    print('of the hook')")
    unhooked.write("hook.py", "raise ZeroDivisionError")
    for name in ("data/x/agency.yml", "docs/x/2023.md"):
        first.change(name, "甲街道", "丙街道")
    pids = processes(server, monkeypatch)
    assert [build(server, site).code for site in (first, wrong, second, unhooked, first, hooked)] == [0, 1, 0, 0, 0, 0]
    assert len(set(pids[:4])) == 1
    assert len(set(pids[3:])) == 3
    assert ["丙街道".encode() in kept_texts(site) for site in (first, second)] == [True, False]


@pytest.mark.parametrize(
    "code",
    [
        "",
        "import threading, time\nthreading.Thread(target=time.sleep, args=(0.1,)).start()",
        "import os\nos.umask(0o77)",
    ],
)
def test_fork_that_a_build_has_changed_builds_no_other_site(
    code: str, server: CommandServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = small_site(tmp_path / "first"), small_site(tmp_path / "second")
    first.write("code/hook.py", code).change("mkdocs.yml", "plugins:", "hooks: [code/hook.py]\nplugins:")
    pids = processes(server, monkeypatch)
    assert [build(server, site).code for site in (first, second)] == [0, 0]
    assert pids[0] != pids[1]


def test_process_that_a_build_leaves_behind_after_others_is_noticed(server: CommandServer, tmp_path: Path) -> None:
    first, second = small_site(tmp_path / "first"), small_site(tmp_path / "second")
    second.write("code/hook.py", "import os\nos.system('sleep 600 &')")
    second.change("mkdocs.yml", "plugins:", "hooks: [code/hook.py]\nplugins:")
    assert [build(server, site).left for site in (first, second)] == [False, True]
