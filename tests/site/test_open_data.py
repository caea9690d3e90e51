"""The files of data of a whole site: every figure is that of the report's JSON; described, in one archive."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import json
import shutil
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from gongkai import routes
from gongkai.errors import WorkspaceError
from gongkai.renders.export.tidy import HEAD, STATUS
from gongkai.renders.formats.csv import tidy_csv
from gongkai.renders.open_data.columns import figure_columns
from gongkai.renders.open_data.parquet import write_parquet
from gongkai.reports.layout import Layout
from gongkai.site.build.site_contents import site_contents
from gongkai.site.open_data.collector import OpenData
from gongkai.site.open_data.data_page import data_page
from gongkai.site.publishing.site_files import SiteFiles
from gongkai.site.publishing.site_folder import SiteFolder
from gongkai.verifying.site import Verification, year_differences
from gongkai.work.page_type import GeneratedPage
from gongkai.work.settings import SiteSettings
from gongkai.workspace import Workspace
from tests.bench.open_data import bundles
from tests.office import run_office
from tests.site.looks import GOOD
from tests.site.sites import Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.site.looks import Looks

pytestmark = pytest.mark.xdist_group("open data")  # frictionless, DuckDB and pandas are imported by one process alone

ROWS = dict[tuple[str, str, str, str], dict[str, str]]


@pytest.fixture(scope="module", params=["district", "own_site"])
def built(request: pytest.FixtureRequest) -> Path:
    """A built site: a district over both forms, and this repository's own."""
    site: Path = request.getfixturevalue(request.param)
    return site


def lines(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    return [dict(zip(head, row, strict=True)) for row in rows]


def documents(site: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(site.glob("*/*/report.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


def expected_lines(document: dict[str, Any]) -> Iterator[dict[str, str]]:
    """What a line has to hold for each observation of a report."""
    for item in document["observations"]:
        given = {
            "行政机关": document["agency"]["name"],
            "年度": document["year"],
            "数值": item["value"],
            "计量单位": item["unit"],
            "状态": STATUS[item["status"]],
            "附注": item["note"],
            "各项之和": item["computed"],
            "来源": "非官方转述" if "retold" in document else "编制机关",
            "机关代号": document["agency"]["id"],
            "格式代号": document["form"],
            "表代号": item["table"],
            "行代号": item["row"],
            "列代号": item["column"],
        }
        yield {name: "" if value is None else str(value) for name, value in given.items()}


@pytest.mark.slow
def test_every_line_of_every_year_says_what_the_report_s_json_says(built: Path) -> None:
    wanted: dict[str, list[dict[str, str]]] = {}
    for document in documents(built):
        wanted.setdefault(f"figures-{document['year']}.csv", []).extend(expected_lines(document))
    files = {path.name: lines(path) for path in (built / "data").glob("figures-*.csv")}
    assert set(files) == set(wanted)
    for name, expected in wanted.items():
        names = expected[0].keys()
        actual = [{key: line[key] for key in names} for line in files[name]]
        assert sorted(actual, key=str) == sorted(expected, key=str), name


def test_year_s_file_is_the_reports_files_in_the_order_of_lists(district: Path) -> None:
    page = html.document_fromstring((district / "years/2025/index.html").read_bytes())
    slugs = [link.split("/")[-3] for link in page.xpath("//ul[contains(@class, 'gk-list')]/li/a/@href")]
    assert len(slugs) == 4
    parts = [(district / slug / "2025/report.csv").read_bytes() for slug in slugs]
    head = parts[0].partition(b"\r\n")[0] + b"\r\n"
    assert (district / "data/figures-2025.csv").read_bytes() == head + b"".join(
        part.removeprefix(head) for part in parts
    )


def test_consolidated_reports_can_be_distinguished_from_agencies_own(district: Path) -> None:
    scopes = {line["报告范围"]: set[str]() for line in lines(district / "data/figures-2025.csv")}
    assert set(scopes) == {"本机关", "本级政府（汇总）"}


def data_files(built: Path) -> list[Path]:
    """What the package names and the archive holds."""
    return [path for path in (built / "data").iterdir() if path.suffix in {".csv", ".parquet"}]


@pytest.mark.slow
def test_package_names_every_file_with_its_hash(built: Path) -> None:
    package = json.loads((built / "data/datapackage.json").read_text(encoding="utf-8"))
    named = {item["path"]: item["hash"].removeprefix("sha256:") for item in package["resources"]}
    assert named == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in data_files(built)}
    kinds = {(item["format"], item["mediatype"]) for item in package["resources"]}
    assert ("parquet", "application/vnd.apache.parquet") in kinds or not list((built / "data").glob("*.parquet"))
    assert len({item["name"] for item in package["resources"]}) == len(named)


def test_package_is_valid_as_files_and_as_an_archive_and_a_changed_figure_is_seen(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import frictionless  # noqa: PLC0415 - it takes a second, and few tests need it
    import pandas as pd  # noqa: PLC0415 - likewise

    # Of a row of Parquet frictionless makes a dictionary anew for each cell that it takes from it.
    monkeypatch.setattr(pd.Series, "to_dict", lambda row: row)
    # Every file is described; of the years of a district the first and the last are read, which are on either form, so
    # far that an agency's whole report is among it. (That each line is that of JSON, and each hash that of its file, is
    # tested on its own; so is that the archive holds the same bytes, which is read as a package where it is small.)
    described = frictionless.Package.validate_descriptor(str(built / "data/datapackage.json"))
    assert described.valid, described.flatten(["title", "note", "message"])
    package = frictionless.Package(str(built / "data/datapackage.json"))
    assert len(package.resources) == len(data_files(built))
    years = sorted({name.split("-")[1] for name in package.resource_names})
    for name in package.resource_names:
        if name.split("-")[1] not in (years[0], years[-1]):
            package.remove_resource(name)
    reports = [package.validate(limit_rows=500)]
    if len(years) == 1:
        reports.append(frictionless.validate(str(built / "data/annual-reports.zip")))
    for report in reports:
        assert report.valid, report.flatten(["title", "note", "message"])
        assert report.stats["tasks"] == len(package.resources)
    copy = shutil.copytree(built / "data", tmp_path / "data")
    changed = next(iter(sorted(copy.glob("figures-*.csv"))))
    changed.write_bytes(changed.read_bytes().replace(",填报,".encode(), ",填写,".encode(), 1))
    report = frictionless.validate(str(copy / "datapackage.json"), resource_name=changed.stem)
    assert {error.type for task in report.tasks for error in task.errors} >= {"hash-count", "constraint-error"}


def test_archive_holds_the_files_as_they_are_and_no_time(built: Path) -> None:
    with zipfile.ZipFile(built / "data/annual-reports.zip") as archive:
        names = archive.namelist()
        assert names[:2] == ["README.txt", "datapackage.json"]
        assert sorted(names[2:]) == sorted(path.name for path in data_files(built))
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in names:
            assert archive.read(name) == (built / "data" / name).read_bytes(), name


def test_catalogue_names_every_file_with_its_size_and_hash(built: Path) -> None:
    catalogue = json.loads((built / "data/catalog.jsonld").read_text(encoding="utf-8"))
    files = [file for item in catalogue["dcat:dataset"] for file in item["dcat:distribution"]]
    package = json.loads((built / "data/datapackage.json").read_text(encoding="utf-8"))
    base = f"{package['homepage']}data/" if "homepage" in package else ""
    described = set()
    for file in files:
        address = file["dcat:downloadURL"]["@id"]
        data = (built / "data" / address.rpartition("/")[2]).read_bytes()
        described.add(address.rpartition("/")[2])
        assert address == base + address.rpartition("/")[2]
        assert file["dcat:byteSize"]["@value"] == str(len(data))
        assert file["spdx:checksum"]["spdx:checksumValue"]["@value"] == hashlib.sha256(data).hexdigest()
    names = {path.name for path in (built / "data").iterdir() if path.is_file()}
    assert described == names - {"index.html", "README.txt", "datapackage.json", "catalog.jsonld"}


def page_of(site: Path) -> html.HtmlElement:
    return html.document_fromstring((site / "data/index.html").read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def example(site: Path, program: str) -> str:
    """What the page says is to be typed."""
    (code,) = page_of(site).xpath(f'//h3[@id="{program}"]/following-sibling::pre[1]')
    return str(code.text_content())


def received(site: Path, year: int) -> dict[str, int]:
    """Requests received by agency, of the agencies' own reports."""
    consolidated = {
        line["机关代号"] for line in lines(site / f"data/figures-{year}.csv") if line["报告范围"] != "本机关"
    }
    return {
        document["agency"]["name"]: item["value"]
        for document in documents(site)
        if document["year"] == year and document["agency"]["id"] not in consolidated
        for item in document["observations"]
        if (item["table"], item["row"], item["column"]) == ("requests", "received", "total")
    }


@pytest.fixture(scope="module")
def newest(district: Path) -> dict[str, int]:
    return received(district, 2025)


def test_example_of_duckdb_runs_as_it_stands(district: Path, newest: dict[str, int]) -> None:
    import duckdb  # noqa: PLC0415 - as above

    with contextlib.chdir(district / "data"), duckdb.connect() as database:
        results = [database.execute(text).fetchall() for text in example(district, "duckdb").split(";") if text.strip()]
    assert dict(results[0]) == newest
    assert results[1] == [(sum(newest.values()), len(newest))]


def test_example_of_pandas_runs_as_it_stands(district: Path, newest: dict[str, int]) -> None:
    output = io.StringIO()
    with contextlib.chdir(district / "data"), contextlib.redirect_stdout(output):
        exec(example(district, "pandas"), {})  # noqa: S102 - what the page says is to be typed
    shown = output.getvalue()
    assert shown.splitlines()[-1].split() == ["合计", str(sum(newest.values()))]
    assert all(name in shown for name in newest)


@pytest.mark.heavy
def test_example_of_excel_gives_the_sum_in_a_spreadsheet(
    district: Path, newest: dict[str, int], tmp_path: Path
) -> None:
    if not shutil.which("soffice"):
        pytest.skip("needs LibreOffice (Debian: libreoffice-calc-nogui)")
    typed = io.StringIO()
    csv.writer(typed).writerow((example(district, "excel").strip(),))
    text = (district / "data/figures-2025.csv").read_bytes().decode("utf-8-sig")
    head, end, rest = text.partition("\r\n")
    (tmp_path / "typed.csv").write_bytes(f"{head},{typed.getvalue().strip()}{end}{rest}".encode())
    evaluating = "--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,0,true"
    saving = "csv:Text - txt - csv (StarCalc):44,34,76,1"
    paths = ["--outdir", str(tmp_path / "out"), str(tmp_path / "typed.csv")]
    run_office(evaluating, "--convert-to", saving, *paths, folder=tmp_path)
    first = next(csv.reader(io.StringIO((tmp_path / "out/typed.csv").read_text(encoding="utf-8"), newline="")))
    assert first[:-1] == list(HEAD)
    assert first[-1] == str(sum(newest.values()))


def test_page_and_readme_explain_every_column(district: Path) -> None:
    rows = page_of(district).xpath('//h2[@id="columns"]/following-sibling::div[1]//tbody/tr')
    assert [[cell.text_content() for cell in row] for row in rows] == [[c.name, c.meaning] for c in figure_columns()]
    readme = (district / "data/README.txt").read_text(encoding="utf-8-sig")
    assert all(f"{column.name}：{column.meaning}\n" in readme for column in figure_columns())


def test_page_says_that_the_archive_has_no_workbooks(district: Path) -> None:
    with zipfile.ZipFile(district / "data/annual-reports.zip") as archive:
        assert not [name for name in archive.namelist() if name.endswith(".xlsx")]
    (item,) = page_of(district).xpath('//li[a[text()="annual-reports.zip"]]')
    assert "Excel 文件除外" in item.text_content()


def test_page_links_to_every_file_by_an_address_that_never_changes(district: Path) -> None:
    links = {str(link) for link in page_of(district).xpath("//article//a[@download]/@href")}
    assert links == {path.name for path in (district / "data").iterdir() if path.is_file()} - {"index.html"}
    years = range(2019, 2026)
    assert {f"figures-{year}.{kind}" for year in years for kind in ("csv", "parquet")} < links


@pytest.mark.parametrize("width", [1280, 390])
def test_page_has_no_fault_of_accessibility_and_cannot_be_moved_sideways(
    district: Path, looks: Looks, width: int
) -> None:
    assert looks(district, "data/", width=width) == GOOD


FORMULA = "=HYPERLINK(1)𠮷<&>\"'"


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose agency's name begins a formula, that says on which terms its data may be used, and whom to ask."""
    site = Site(tmp_path_factory.mktemp("odd") / "site")
    name = site.read("data/x/agency.yml").splitlines()
    text = "\n".join(
        f"name: {json.dumps(FORMULA, ensure_ascii=False)}" if row.startswith("name:") else row for row in name
    )
    site.write("data/x/agency.yml", f"{text}\n").explain("x/2023", "title")
    site.change(
        "mkdocs.yml",
        "  - gongkai\n",
        "  - gongkai:\n      parquet: true\n      licence: CC-BY-4.0\n"
        "      sponsor: 示例市样例区政府办公室\n      contact: 政务公开科\n",
    )
    return site.without_search().built().root / "site"


def test_name_that_begins_a_formula_starts_none_and_survives(odd: Path) -> None:
    assert {line["行政机关"] for line in lines(odd / "data/figures-2023.csv")} == {f"'{FORMULA}"}
    page = html.document_fromstring(
        (odd / "years/2023/index.html").read_bytes(), parser=html.HTMLParser(encoding="utf-8")
    )
    assert FORMULA in page.text_content()


def test_what_the_site_says_of_itself_is_said_and_nothing_else(odd: Path, own_site: Path) -> None:
    package = json.loads((odd / "data/datapackage.json").read_text(encoding="utf-8"))
    readme = (odd / "data/README.txt").read_text(encoding="utf-8-sig")
    assert package["licenses"] == [{"name": "CC-BY-4.0"}]
    assert package["contributors"] == [{"title": "示例市样例区政府办公室", "roles": ["publisher"]}]
    assert package["homepage"] == "https://example.invalid/base/"
    assert "使用许可：CC-BY-4.0" in readme
    catalogue = json.loads((odd / "data/catalog.jsonld").read_text(encoding="utf-8"))
    assert catalogue["dcat:contactPoint"] == {"@type": "vcard:Organization", "vcard:fn": "政务公开科"}
    assert catalogue["dct:publisher"]["foaf:name"] == "示例市样例区政府办公室"
    assert "联系方式：政务公开科" in readme
    assert "不是所载报告的制作机关的网站" not in readme
    silent = json.loads((own_site / "data/datapackage.json").read_text(encoding="utf-8"))
    text = (own_site / "data/README.txt").read_text(encoding="utf-8-sig")
    assert not {"licenses", "homepage"} & set(silent)
    assert "dcat:contactPoint" not in (own_site / "data/catalog.jsonld").read_text(encoding="utf-8")
    assert "没有写明数据的使用许可" in text
    assert "暂未提供联系方式" in text
    assert "不是所载报告的制作机关的网站" in text


def parquet_lines(path: Path) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    rows: list[dict[str, Any]] = pq.read_table(path).to_pylist()
    return rows


def test_parquet_holds_what_json_says_with_types_and_texts_as_they_are(odd: Path, district: Path) -> None:
    for site in (odd, district):
        wanted: dict[int, list[dict[str, Any]]] = {}
        for document in documents(site):
            wanted.setdefault(document["year"], []).extend(typed(line) for line in expected_lines(document))
        for year, expected in wanted.items():
            actual = parquet_lines(site / f"data/figures-{year}.parquet")
            assert list(actual[0]) == list(HEAD)
            shown = [{name: line[name] for name in expected[0]} for line in actual]
            assert sorted(shown, key=str) == sorted(expected, key=str), year
    assert {line["行政机关"] for line in parquet_lines(odd / "data/figures-2023.parquet")} == {FORMULA}


def typed(line: dict[str, str]) -> dict[str, Any]:
    """A line with numbers as numbers, and nothing where there is none."""
    values: dict[str, Any] = {name: text or None for name, text in line.items()}
    values["年度"] = int(line["年度"])
    for name in ("数值", "各项之和"):
        values[name] = Decimal(line[name]).quantize(Decimal("1e-10")) if line[name] else None
    return values


def test_example_of_parquet_runs_as_it_stands(district: Path) -> None:
    import duckdb  # noqa: PLC0415 - as above

    with contextlib.chdir(district / "data"), duckdb.connect() as database:
        rows = database.execute(example(district, "parquet")).fetchall()
    sums = {year: received(district, year) for year in range(2019, 2026)}
    assert rows == [(year, sum(figures.values()), len(figures)) for year, figures in sums.items()]


def test_parquet_partitioned_by_year_is_one_table_with_the_same_lines(district: Path) -> None:
    """As Spark, Trino and Hive read it: the year is the name of a folder, and a query of one year reads one file."""
    import duckdb  # noqa: PLC0415 - as above

    sums = "count(*), sum(数值), count(DISTINCT 机关代号)"
    with duckdb.connect() as database:
        parts = f"read_parquet('{district}/data/figures/*/*.parquet', hive_partitioning = true, filename = true)"
        by_folder = database.execute(f"SELECT year, {sums} FROM {parts} GROUP BY 1 ORDER BY 1").fetchall()  # noqa: S608 - a test's own
        files = f"'{district}/data/figures-*.parquet'"
        by_column = database.execute(f"SELECT 年度, {sums} FROM {files} GROUP BY 1 ORDER BY 1").fetchall()  # noqa: S608 - likewise
        one = database.execute(f"SELECT DISTINCT filename, 年度 FROM {parts} WHERE year = 2024").fetchall()  # noqa: S608 - likewise
    assert by_folder == by_column
    assert len(by_folder) == 7
    assert [(name.rpartition("data/")[2], year) for name, year in one] == [("figures/year=2024/figures.parquet", 2024)]


def test_line_breaks_and_characters_of_four_bytes_survive_in_parquet(tmp_path: Path) -> None:
    row = dict.fromkeys(HEAD, "") | {"行政机关": '甲\n𠮷"局"', "年度": "2023", "数值": "-3", "附注": "=1,5"}
    text = io.StringIO(newline="")
    csv.writer(text).writerows((HEAD, [row[name] for name in HEAD]))
    write_parquet(io.BytesIO(text.getvalue().encode()), tmp_path / "a.parquet")
    (line,) = parquet_lines(tmp_path / "a.parquet")
    assert (line["行政机关"], line["数值"], line["附注"], line["行"]) == ('甲\n𠮷"局"', Decimal(-3), "=1,5", None)


def test_number_with_more_places_than_parquet_holds_is_said(tmp_path: Path) -> None:
    row = ["甲", "2023", "本机关", "表", "行", "列", "0.00000000001", *[""] * (len(HEAD) - 7)]
    source = io.BytesIO("\r\n".join([",".join(HEAD), ",".join(row), ""]).encode())
    with pytest.raises(WorkspaceError, match="小数超过 10 位"):
        write_parquet(source, tmp_path / "figures-2023.parquet")


def test_parquet_that_nothing_can_write_is_said_before_anything_is_built(site: Site) -> None:
    site.change("mkdocs.yml", "  - gongkai\n", "  - gongkai:\n      parquet: true\n")
    site.hook('import sys\nsys.modules["pyarrow"] = None\n')
    ran = site.build()
    assert ran.code != 0
    assert 'pip install "gongkai[data]"' in ran.output
    assert not (site.root / "site").exists()


def test_site_that_does_not_ask_for_parquet_has_none(own_site: Path) -> None:
    assert list((own_site / "data").glob("*.parquet")) == []
    assert "Parquet" not in (own_site / "data/index.html").read_text(encoding="utf-8")


def test_draft_and_report_without_tables_are_in_no_file(site: Site) -> None:
    built = site.without_search().change("data/x/2023.yml", "status: published", "status: draft").built().root / "site"
    assert [path.name for path in (built / "data").iterdir()] == ["index.html"]
    assert "没有可以下载的数据" in (built / "data/index.html").read_text(encoding="utf-8")


def test_site_that_wants_no_files_has_none_and_its_page_says_so(site: Site) -> None:
    site.change("mkdocs.yml", "  - gongkai\n", "  - gongkai:\n      open_data: false\n")
    built = site.without_search().built().root / "site"
    assert [path.name for path in (built / "data").iterdir() if path.is_file()] == ["index.html"]
    assert "download" not in (built / "data/2023/index.html").read_text(encoding="utf-8")
    assert "没有提供成批的数据文件" in (built / "data/index.html").read_text(encoding="utf-8")


def test_file_of_many_lines_comes_in_an_archive_and_all_that_speaks_of_it_says_so(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.renders.open_data.files._MOST_LINES", 100)
    workspace = Workspace(Layout(site.root, site.root / "data", site.root / "docs"), reserved=())
    settings = SiteSettings("示例", parquet=True)
    contents = site_contents(workspace, settings)
    collector = OpenData(contents, SiteFiles(SiteFolder(tmp_path)))
    for bundle in bundles(workspace, settings, verbatim=True):
        collector.add(bundle)
    collector.finish()
    collector.stop()  # as a build does at its end, when what is packed is gone
    ((_, report),) = workspace.reports.items()
    plain = tidy_csv(workspace.report_export("x", 2023))
    data, name = tmp_path / "data", "figures-2023.csv.zip"
    assert sorted(path.name for path in data.glob("figures-*")) == [name, "figures-2023.parquet"]
    with zipfile.ZipFile(data / name) as archive:
        assert {item: archive.read(item) for item in archive.namelist()} == {"figures-2023.csv": plain}
    with zipfile.ZipFile(data / "annual-reports.zip") as archive:
        assert archive.getinfo(name).compress_type == zipfile.ZIP_STORED
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    resource = package["resources"][0]
    assert [resource[key] for key in ("path", "mediatype", "compression")] == [name, "text/csv", "zip"]
    assert (data / "catalog.jsonld").read_text(encoding="utf-8").count("dcat:packageFormat") == 1
    page = data_page(contents, GeneratedPage(routes.DATA, "")).html
    assert all(text in page for text in (">CSV（压缩文件）<", "下载后先解压", "下载的是压缩文件"))
    assert f'href="{name}"' in page
    for lines_of_report, differing in ((plain, set()), (plain.replace(b",0,,", b",7,,", 1), {name})):
        verification = Verification(lines={("x", 2023): (report.form, lines_of_report)})
        paths = {item.path for item in year_differences(tmp_path, verification, "") if "parquet" not in item.path}
        assert paths == {f"data/{path}" for path in differing}
