"""Import a folder of 300 mixed files, ten of them broken or hostile, and print seconds and counts by kind.

    python -m tests.bench.attachments

Forty seconds on two processors are the limit. What is counted is the time of the processor, that of LibreOffice and of
all processes included, as other work on the machine does not count then. The documents are reports of a demo district:
Word files, workbooks, PDF files, bare pages, and old files that LibreOffice has made of them. Ten files beside them can
be no report, and each of these has to be named.
"""

import io
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from gongkai import export, load_site
from gongkai.demo import demo_files
from gongkai.starting import fill_folder
from tests.readers.corpus.writers import converted

KINDS = {"docx": 70, "xlsx": 50, "doc": 40, "xls": 40, "pdf": 40, "html": 50}
"""How many documents there are of each kind."""
OLD = ("doc", "xls")
"""Kinds that LibreOffice makes of new ones."""
MADE_OF = {"doc": "docx", "xls": "xlsx", "html": "fragment"}
"""By kind the format that a document is exported in, where it is another one; pages are bare copies."""
YEARS = 5
LIMIT, PROCESSORS = 60.0, 2
"""Most seconds of the processor, so that as many processors need less than forty seconds by the clock."""
_PAGE = '<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>'


def _zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return stream.getvalue()


def hostile_files(document: bytes, workbook: bytes) -> dict[str, bytes]:
    """Ten files, by name, that a folder of mail may hold and that are no report.

    Args:
        document: A Word file.
        workbook: A workbook.
    """
    bomb = _zipped(xl__workbook_xml=b"<workbook/>", xl__worksheets__sheet1_xml=b"0" * 400_000_000)
    deep = b"<html><body>" + b"<div>" * 200_000 + "2024年政府信息公开工作年度报告".encode()
    return {
        "空的.docx": b"",
        "截断.docx": document[: len(document) // 2],
        "照片.png": b"\x89PNG\r\n\x1a\n" + bytes(5000),
        "程序.exe": b"MZ" + bytes(5000),
        "压缩炸弹.xlsx": bomb,
        "层层嵌套.html": deep,
        "坏的.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 40,
        "有密码.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(600)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(600),
        "坏的.zip": _zipped(a_docx=workbook)[:-40],
        "邻区.html": _PAGE.format(
            title="示例市邻区财政局2024年政府信息公开工作年度报告", body="<p>一、总体情况</p>"
        ).encode(),
    }


def fill(folder: Path, site: Path) -> Path:
    """Write the documents, and a site that knows their agencies and has no report; where the documents are.

    Args:
        folder: An empty folder for what is made on the way.
        site: Where the site goes.
    """
    kinds = [kind for kind, number in KINDS.items() for _ in range(number)]
    files = list(demo_files(-(-len(kinds) // YEARS), YEARS, seed=1))
    for place in (folder / "demo", site):
        fill_folder(place, files, force=False)
    for file in [*site.glob("data/*/2*.yml"), *site.glob("docs/*/2*.md")]:
        file.unlink()
    demo, inbox = load_site(folder / "demo"), folder / "inbox"
    reports = sorted(Path(folder, "demo/data").glob("*/2*.yml"))
    old: dict[str, list[Path]] = {}
    for report, kind in zip(reports, kinds, strict=False):
        name = f"{report.parent.name}-{report.stem}.{MADE_OF.get(kind, kind)}"
        place = (folder / f"for-{kind}" if kind in OLD else inbox) / name.replace(".fragment", ".html")
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(export(demo, report.parent.name, int(report.stem), format_name=MADE_OF.get(kind, kind)))
        if kind in OLD:
            old.setdefault(kind, []).append(place)
    for kind, places in old.items():
        converted(places, kind, inbox)
    return inbox


def imported(inbox: Path, site: Path) -> tuple[float, float, str]:
    """Seconds of the processor and by the clock that the import takes, and what it prints."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "gongkai", "import", "--batch", str(inbox), "--site", str(site)]
    process = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    after, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - begin
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, clock, process.stdout + process.stderr


def main() -> int:
    """Fill a folder, import it, and print what came of it; 1 where a file is not as it should be."""
    with tempfile.TemporaryDirectory() as name:
        folder, site = Path(name), Path(name, "site")
        inbox = fill(folder, site)
        first = {suffix: min(inbox.glob(f"*.{suffix}")).read_bytes() for suffix in ("docx", "xlsx")}
        hostile = hostile_files(first["docx"], first["xlsx"])
        for file, content in hostile.items():
            (inbox / file).write_bytes(content)
        seconds, clock, output = imported(inbox, site)
        reports = Counter(kind for kind, file in _documents(inbox, hostile) if (site / file).is_file())
    unnamed = [file for file in hostile if f"\n{file} " not in output]
    print("   ".join(f"{kind} {reports[kind]}/{number}" for kind, number in KINDS.items()))
    print(
        f"{reports.total()} taken, {len(hostile) - len(unnamed)} of {len(hostile)} hostile files named {unnamed or ''}"
    )
    print(f"{seconds:.1f} s of {PROCESSORS} processors, at most {LIMIT:.0f}; {clock:.1f} s by the clock")
    return int(reports != KINDS or bool(unnamed) or seconds > LIMIT)


def _documents(inbox: Path, hostile: Collection[str]) -> Iterator[tuple[str, str]]:
    """The kind of each document, and the data that an import makes of it."""
    for file in inbox.iterdir():
        if file.name not in hostile:
            agency, _, year = file.stem.rpartition("-")
            yield file.suffix[1:], f"data/{agency}/{year}.yml"


if __name__ == "__main__":
    sys.exit(main())
