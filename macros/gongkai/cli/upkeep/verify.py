"""The command ``gongkai verify``."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from gongkai.checks import rule_codes
from gongkai.cli.chinese import Choice, PathOf
from gongkai.cli.group import main, site_option, spoken
from gongkai.cli.output import end
from gongkai.cli.targets import open_site, report_target
from gongkai.errors import UsageError
from gongkai.findings import say
from gongkai.forms import FormRegistry, installed_forms, shipped_forms
from gongkai.verifying import Discrepancy, PublishedSite, Verification, verify_files, verify_site
from gongkai.verifying.signing import check_signature, sign_sums
from gongkai.workspace import Workspace

_NAMED = 10
"""Reports that are named; of more it is said that there are more."""


@main.command(example="gongkai verify site")
@click.argument("targets", metavar="网站或文件...", nargs=-1, required=True)
@click.option(
    "--report", "target", metavar="单位代号/年份", help="只核对这一份报告；文件没有写明是哪一份的，也写在这里。"
)
@click.option(
    "--sign",
    "secret",
    metavar="密钥",
    type=PathOf(),
    help="全部相符的，用这个 minisign 或 SSH 私钥给 SHA256SUMS 签名。",
)
@click.option(
    "--key", "public", metavar="公钥", type=PathOf(), help="用这个 minisign 或 SSH 公钥核对 SHA256SUMS 的签名。"
)
@click.option(
    "--format", "style", metavar="样式", type=Choice(["text", "json"]), default="text",
    help="输出的样式：text（不写就是它）、json。",
)  # fmt: skip
@site_option
@spoken
def verify(  # noqa: PLR0913, PLR0917 - one a part of the command line
    targets: tuple[str, ...], target: str | None, secret: Path | None, public: Path | None, style: str, site: Path
) -> None:
    """核对已公布的网站、存下来的网页和文件是否同数据一致，逐格列出不符之处。

    网站写它的文件夹（如 site/）：网页、供 CMS 粘贴的网页、Word、Excel、PDF、CSV、Parquet 和 JSON 都同 data/ 核对，
    校验值（SHA256SUMS）也一并核对。从单位网站上另存下来的网页和发回来的文件，直接写文件名（发布后核对）。

    全部相符的退出码为 0，有不符的为 1，读不了的为 2。
    """
    paths = [Path(name) for name in targets]
    for path in paths:
        if not path.exists():
            raise UsageError(say("verify.absent", {"target": path}))
    workspace = open_site(site) if (site / "mkdocs.yml").is_file() else None
    verification, notes = Verification(), []
    only = report_target(workspace, target) if target is not None and workspace is not None else None
    folders = [path for path in paths if path.is_dir()]
    differing = list(_differences(paths, workspace, verification, only))
    if workspace is None:
        notes.append(say("verify.no-data"))
    if verification.uncompared:
        notes.append(say("verify.uncompared", {"names": "、".join(sorted(verification.uncompared))}))
    if folders and only is None:
        notes.append(say("verify.sums" if verification.sums else "verify.no-sums"))
    if public is not None:
        notes += [note for folder in folders for note in _checked(folder, public, differing)]
    if secret is not None:
        notes += [_signed(folder, secret, differing) for folder in folders]
    counts = {
        "reports": verification.reports,
        "files": verification.files,
        "cells": verification.cells,
        "count": len(differing),
    }
    entries = [*(dict(item.json) for item in differing), *_uncompared(verification)] if style == "json" else []
    lines = [json.dumps(entries, ensure_ascii=False, indent=1)]
    last = [*notes, say("verify.tally", counts)]
    end(lines if style == "json" else _lines(differing, last), 1 if differing else 0)


def _differences(
    paths: list[Path], workspace: Workspace | None, verification: Verification, only: tuple[str, int] | None
) -> Iterator[Discrepancy]:
    registry = workspace.registry if workspace is not None else _known_forms()
    for path in paths:
        if path.is_dir():
            if not any(path.glob("*/*/report.json")):
                raise UsageError(say("verify.no-site", {"folder": path}))
            yield from verify_site(PublishedSite(path, workspace, registry), verification, only=only)
        elif workspace is None:
            raise UsageError(say("verify.files-need-data"))
        else:
            yield from verify_files([path], workspace, verification, only=only)


def _known_forms() -> FormRegistry:
    return FormRegistry((*shipped_forms(), *installed_forms(rule_codes())), rule_codes())


def _checked(folder: Path, key: Path, differing: list[Discrepancy]) -> Iterator[str]:
    name, fits = check_signature(folder, key)
    if fits:
        yield say("verify.sign.good", {"file": folder / name})
    else:
        differing.append(Discrepancy("signature", (folder / name).as_posix()))


def _signed(folder: Path, key: Path, differing: list[Discrepancy]) -> str:
    if differing:
        return say("verify.sign.refused")
    return say("verify.sign.done", {"file": folder / sign_sums(folder, key)})


def _uncompared(verification: Verification) -> Iterator[dict[str, Any]]:
    """An entry for each name of files that were not compared, which is no difference."""
    for name in sorted(verification.uncompared):
        blank = Discrepancy("uncompared", name)
        yield {**asdict(blank), "message": say("verify.uncompared", {"names": name})}


def _lines(differing: list[Discrepancy], last: list[str]) -> Iterator[str]:
    touched = {item.path for item in differing if item.code == "sum"}
    stale = [item for item in differing if item.is_of_former_data and item.path not in touched]
    former = dict.fromkeys(f"{item.agency}/{item.year}" for item in stale)
    if former:
        names = list(former)
        more = say("command.and-more") if len(names) > _NAMED else ""
        yield say("verify.former", {"names": "、".join(names[:_NAMED]) + more})
    yield from (item.text for item in differing)
    yield from last
