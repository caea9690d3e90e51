"""The parts of a cluster's work that need no cluster: the option, versions, what is returned, what is made here."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.narrative import parse_narrative
from gongkai.reports import Agency
from gongkai.site.cluster import workers
from gongkai.site.cluster.obstacles import is_apart, site_obstacle
from gongkai.site.cluster.returned import AgencyResult, packed, unpacked
from gongkai.site.cluster.versions import difference, versions
from gongkai.site.cluster.worker import make_sent
from gongkai.site.cluster.workers import Workers, check_reachable, fault_of
from gongkai.site.faults import FaultError
from gongkai.site_config import read_config
from gongkai.work.agency import AgencyData
from gongkai.work.bundle import OutputFile, RenderedPage, YearRows
from tests.site.sites import free_port

if TYPE_CHECKING:
    from tests.site.sites import Site


@pytest.mark.parametrize(
    ("value", "workers"),
    [
        ("auto", Workers()),
        (1, Workers(1)),
        (8, Workers(8)),
        ("8", Workers(8)),
        ("tcp://10.0.0.1:8786", Workers(scheduler="tcp://10.0.0.1:8786")),
        ("tls://scheduler.example:8786", Workers(scheduler="tls://scheduler.example:8786")),
        ("tcp://[::1]:8786", Workers(scheduler="tcp://[::1]:8786")),
    ],
)
def test_option_says_how_many_processes_or_which_scheduler(value: object, workers: Workers) -> None:
    assert fault_of(value) == ""
    assert Workers.of(value) == workers


@pytest.mark.parametrize(
    "value", [0, -1, 1025, True, None, 1.5, "", "all", "０", "10.0.0.1:8786", "tcp://x", "tcp://x:0", "tcp://x:99999",
              "tcp://a b:1", "http://x:8786", ["tcp://x:1"], "tcp://user:word@x:1"]
)  # fmt: skip
def test_option_that_says_neither_is_reported_with_what_to_write(value: object) -> None:
    message = fault_of(value)
    assert message.startswith(f"“workers”不能写“{value}”。可写 auto")


def test_cluster_that_cannot_be_asked_stops_a_build_with_what_to_do(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_port()
    site.change("mkdocs.yml", "  - gongkai\n", f"  - gongkai:\n      workers: tcp://127.0.0.1:{port}\n")
    monkeypatch.setattr(workers, "find_spec", lambda _name: None)
    with pytest.raises(FaultError, match=r'pip install "gongkai\[cluster\]"'):
        check_reachable(Workers(scheduler=f"tcp://127.0.0.1:{port}"))
    monkeypatch.setattr(workers, "find_spec", lambda _name: object())
    with pytest.raises(FaultError, match=f"连不上集群的调度程序 tcp://127.0.0.1:{port}"):
        check_reachable(Workers(scheduler=f"tcp://127.0.0.1:{port}"))
    ran = site.build()
    assert ran.code == 2
    assert "已公布的网站没有改动" in ran.output
    assert site.run("gongkai", "check").code == 0  # it asks no cluster


def test_versions_that_differ_are_named() -> None:
    here = {"python": "3.11.2", "mkdocs": "1.6.1", "gongkai": "aa"}
    assert difference(here, here) == ""
    assert difference(here, {**here, "python": "3.12.0"}) == "python 本机 3.11.2，那边 3.12.0"
    assert difference(here, {"python": "3.11.2", "gongkai": "aa"}) == "mkdocs 本机 1.6.1，那边 没有"
    many = difference({str(number): "1" for number in range(9)}, {})
    assert many.endswith("等，另有 4 处")
    assert {"python", "gongkai", "mkdocs", "jinja2"} <= versions().keys()


RETURNED = AgencyResult(
    (
        RenderedPage(
            "a/2024.md", b"<p>\xe4", frozenset({"x", "y"}), {"b.md": {"z": "b.md#z"}}, (("mkdocs", 30, "差"),)
        ),
        RenderedPage("a/index.md", b""),
    ),
    (OutputFile("a/2024/report.csv", b"\0\xff"),),
    (("a/2024.md", "<p>文</p>"),),
    (YearRows(2024, 2, "行".encode(), b"'"), YearRows(2023, 0, b"")),
)


def test_what_is_returned_comes_back_as_it_was() -> None:
    assert unpacked(packed(RETURNED)) == RETURNED
    assert unpacked(packed(AgencyResult(failed="why", versions={"python": "3"}))).failed == "why"


@pytest.mark.parametrize(
    "data", [b"", b"x", packed(RETURNED)[:-9], zlib.compress(b""), zlib.compress(b"\0\0\0\0\0\0\0\2{}"),
             zlib.compress(zlib.decompress(packed(RETURNED))[:-1])]
)  # fmt: skip
def test_bytes_that_are_something_else_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        unpacked(data)


def test_worker_of_other_versions_makes_nothing_and_says_which_it_has() -> None:
    class Sent:
        versions = {"python": "2.7"}  # noqa: RUF012 - a stand-in

    sent: Any = Sent()
    returned = unpacked(make_sent(sent, sent))
    assert returned.versions == versions()
    assert not returned.pages


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("没有链接", True),
        ("见 [上年](2023.md)、[附件](2024/a.pdf)、[网站](https://example.org/a)", True),
        ("见 [某局](../other/2024.md)", False),
        ("见 [某局](%2e%2e/other/2024.md)", False),
        ("见 [某局](/other/2024.md)", False),
        ("见 [某局][1]\n\n[1]: /other/2024.md", False),
        ('见 <a href="/other/">某局</a>', False),
        ("见 [某局](&#46;&#46;/other/2024.md)", False),
        ("2023/2024 年度 .. 没有链接", True),
    ],
)
def test_agency_with_a_link_out_of_its_folder_is_made_here(text: str, *, apart: bool) -> None:
    narrative = parse_narrative(f"## 一、\n{text}\n", path="a/2024.md")[0]
    data = AgencyData("a", "data/a/agency.yml", Agency("a", "a", "a"), {}, {2024: narrative}, {}, ())
    assert is_apart(data, {}) is apart


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("", "", ""),
        ("[admonition,", "[pymdownx.details, toc, admonition,", ""),
        ("[admonition,", "[pymdownx.snippets, admonition,", "Markdown 扩展 pymdownx.snippets 可能要读本机的文件。"),
        ("plugins:", "hooks: [hook.py]\nplugins:", "另有插件或脚本（hook.py）参与生成，集群里没有它们。"),
    ],
)
def test_site_that_hangs_on_more_than_is_sent_is_made_here(site: Site, old: str, new: str, why: str) -> None:
    site.write("hook.py", "def on_files(files, config):\n    return files\n").change("mkdocs.yml", old, new)
    config = read_config(site.root)
    assert site_obstacle(config, {"main.html": b"{{ page.title }}"}) == why
    assert why or "模板" in site_obstacle(config, {"main.html": b"{% for page in pages %}{% endfor %}"})
