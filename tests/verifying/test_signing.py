"""The sums of a site are signed and checked by minisign and by ssh-keygen, as the manual and the page of a site say."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gongkai.checksums import SUMS, write_sums
from gongkai.errors import UsageError
from gongkai.verifying.checksums import sum_differences
from gongkai.verifying.signing import check_signature, sign_sums
from gongkai.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MANUAL = (Path(__file__).parents[2] / "docs/manual/verify.md").read_text(encoding="utf-8")
MINISIGN = "untrusted comment: minisign encrypted secret key\n"


def ssh_keys(folder: Path) -> tuple[Path, Path, Mapping[str, str]]:
    """A secret key, its public one, and what stands for the names in the commands of the page."""
    key = folder / "own"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    public, signers = key.with_suffix(".pub"), folder / "signers"
    signers.write_text(f"gongkai {public.read_text(encoding='utf-8')}", encoding="utf-8")
    return key, public, {"公钥名单": str(signers)}


def minisign_keys(folder: Path) -> tuple[Path, Path, Mapping[str, str]]:
    """The same of minisign, whose secret key has no password here."""
    key, public = folder / "a.key", folder / "a.pub"
    command = ["minisign", "-G", "-W", "-s", str(key), "-p", str(public)]
    subprocess.run(command, check=True, capture_output=True)
    return key, public, {"公钥文件": str(public)}


TOOLS: dict[str, tuple[Callable[[Path], tuple[Path, Path, Mapping[str, str]]], str]] = {
    "ssh-keygen": (ssh_keys, f"{SUMS}.sig"),
    "minisign": (minisign_keys, f"{SUMS}.minisig"),
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The folder of a site of one file."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "a").write_text("a", encoding="utf-8")
    write_sums(site)
    return site


def commands_of(tool: str, text: str) -> list[str]:
    return re.findall(rf"{tool} [^`：，。\n]*{SUMS}(?: *$|(?=[，。]))", text, re.MULTILINE)


def run(command: str, names: Mapping[str, str], folder: Path) -> int:
    """What a reader's command ends with, run in the folder of the site with real names in it."""
    for name, real in names.items():
        command = command.replace(name, real)
    return subprocess.run(command, shell=True, cwd=folder, capture_output=True, check=False).returncode  # noqa: S602 - as a reader types it


@pytest.mark.parametrize("tool", TOOLS)
def test_signature_is_made_and_checked_by_us_and_by_a_reader(tool: str, tmp_path: Path, site: Path) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"needs {tool}, which tests/system.sh installs on Debian")
    make_keys, signature = TOOLS[tool]
    key, public, names = make_keys(tmp_path)
    with pytest.raises(UsageError, match=signature):
        check_signature(site, public)
    assert sign_sums(site, key) == signature == sign_sums(site, key)
    assert check_signature(site, public) == (signature, True)
    with pytest.raises(UsageError, match="是私钥。核对签名请写公钥"):
        check_signature(site, key)
    assert list(sum_differences(site, display_path="")) == []
    page = "\n".join(words()["methods"]["integrity"]["items"])
    readers = [*commands_of(tool, MANUAL), *commands_of(tool, page)]
    assert len(readers) == 2
    sums = re.findall(rf"sha256sum [^`，。\n]*{SUMS}", MANUAL + page)
    assert len(sums) == 2
    assert {run(command, names, site) for command in (*readers, *sums)} == {0}

    other = tmp_path / "other"
    other.mkdir()
    assert check_signature(site, make_keys(other)[1]) == (signature, False)
    (site / SUMS).write_text("0  a\n", encoding="utf-8")
    assert check_signature(site, public) == (signature, False)
    assert 0 not in {run(command, names, site) for command in readers}


def test_missing_program_other_key_and_site_without_sums_are_said(
    tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "key"
    key.write_text("-----BEGIN OPENSSH PRIVATE KEY-----\n", encoding="utf-8")
    with pytest.raises(UsageError, match="请先用 mkdocs build 生成"):
        sign_sums(tmp_path, key)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="没有 ssh-keygen 这个程序，签名不了。请先安装"):
        sign_sums(site, key)
    key.write_text(MINISIGN, encoding="utf-8")
    with pytest.raises(UsageError, match="没有 minisign 这个程序，签名不了。请先安装"):
        sign_sums(site, key)
    key.write_text("甲", encoding="utf-8")
    with pytest.raises(UsageError, match="不是 minisign 或 SSH 的密钥"):
        check_signature(site, key)
