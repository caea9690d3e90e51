"""What every build of a small site would do again with the same theme: compile its templates, list its files.

Both together cost more than half of such a build, and to read the entry points of all packages a tenth. Forks of the
command servers take compiled templates from a folder that lasts as long as a run of the tests. A template is looked up
by its text and by all that its compilation depends on, so that a changed one is compiled anew. The files of an
installed theme do not change while tests run; left out of their list is a folder with thousands of icons, whose name
begins with a dot and which MkDocs therefore passes over.
"""

from __future__ import annotations

import fnmatch
import functools
import hashlib
import importlib
import importlib.metadata
import marshal
import os
import sys
from importlib.metadata import Distribution, PathDistribution
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
import yaml
from jinja2.bccache import FileSystemBytecodeCache

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import CodeType

    from jinja2.bccache import Bucket

FOREIGN: set[str] = set()
"""Packages of the environment that add to this one, which no test sees; mostly there are none."""
STARTUP = Path(__file__).with_name("startup")
"""A folder on whose account a new process of Python leaves them out as well."""
ICONS = ".icons"
"""A folder of Material with more than ten thousand files."""


def compile_once(folder: Path) -> None:
    """Let Jinja keep in a folder, and in this process and its forks, what it has compiled, and take it from there."""
    compile_template = jinja2.Environment.compile
    codes: dict[str, CodeType] = {}

    def cached(  # the parameters are those of Jinja
        self: jinja2.Environment, source: Any, name: str | None = None, filename: str | None = None, **options: Any
    ) -> str | CodeType:
        if options or not isinstance(source, str) or filename is None:
            return compile_template(self, source, name, filename, **options)
        key = _key(self, source, name, filename)
        if key in codes:
            return codes[key]
        path = folder / key
        try:
            code: CodeType = marshal.loads(path.read_bytes())  # noqa: S302 - written by a fork of a server of this run
        except FileNotFoundError:
            code = compile_template(self, source, name, filename)
            written = path.with_name(f"{path.name}.{os.getpid()}")
            written.write_bytes(marshal.dumps(code))
            written.replace(path)
        codes[key] = code
        return code

    jinja2.Environment.compile = cached  # type: ignore[method-assign,assignment]


def keep_code() -> None:
    """Keep in this process and its forks the compiled templates that the package itself has kept and read once."""
    load = FileSystemBytecodeCache.load_bytecode
    codes: dict[tuple[str, str], CodeType] = {}

    def cached(self: FileSystemBytecodeCache, bucket: Bucket) -> None:
        key = (self._get_cache_filename(bucket), bucket.checksum)
        if key in codes:
            bucket.code = codes[key]
            return
        load(self, bucket)
        if bucket.code is not None:
            codes[key] = bucket.code

    FileSystemBytecodeCache.load_bytecode = cached  # type: ignore[method-assign]


def _key(environment: jinja2.Environment, source: str, name: str | None, filename: str) -> str:
    """What the compiled code depends on: filters and tests with constant arguments are called by the compiler."""
    autoescape = environment.autoescape
    settings = (
        jinja2.__version__,
        os.environ.get("PYTHONHASHSEED"),
        name,
        filename,
        *(getattr(environment, f"{kind}_{end}_string") for kind in ("block", "variable", "comment") for end in ENDS),
        environment.line_statement_prefix,
        environment.line_comment_prefix,
        environment.trim_blocks,
        environment.lstrip_blocks,
        environment.newline_sequence,
        environment.keep_trailing_newline,
        environment.optimized,
        environment.is_async,
        environment.sandboxed,
        autoescape if isinstance(autoescape, bool) else _place(autoescape),
        environment.finalize and _place(environment.finalize),
        sorted(environment.extensions),
        _place(type(environment)),
        _place(environment.undefined),
        _places(tuple(environment.filters.items())),
        _places(tuple(environment.tests.items())),
    )
    return hashlib.sha256(f"{settings!r}\n{source}".encode(errors="surrogatepass")).hexdigest()


@functools.lru_cache(maxsize=64)
def _places(functions: tuple[tuple[str, Any], ...]) -> str:
    """Where the filters or the tests of an environment come from; asked for each template, and seldom changed."""
    return repr(sorted((key, _place(function)) for key, function in functions))


ENDS = ("start", "end")


def _place(function: Any) -> str:
    return f"{getattr(function, '__module__', None)}.{getattr(function, '__qualname__', None) or repr(function)}"


def read_entry_points_once() -> None:
    """Read what the packages on `sys.path` say of themselves once; where the path has changed, once more.

    MkDocs looks through the entry points of all packages several times whenever it reads a configuration, and then
    through the metadata of every theme; a fork that looks through them copies the memory that all of them lie in. For
    the version of a package all of its metadata is read. Packages of the environment that add forms, rules or formats
    to this one are left out: tests say what this package has of its own, and what is added by those that they install
    themselves.
    """
    if isinstance(Distribution.entry_points, functools.cached_property):
        return  # a process that this one is a fork of has done it
    read = importlib.metadata.distributions
    environment = frozenset(sys.path) - frozenset(os.environ.get("PYTHONPATH", "").split(os.pathsep))
    FOREIGN.update(item.name for item in read() if _is_foreign(item, environment))
    distributions_by_path: dict[tuple[str, ...], tuple[Distribution, ...]] = {}
    in_folder = functools.cache(lambda folder: tuple(read(path=[folder])))

    def distributions(**context: Any) -> Iterable[Distribution]:
        if context:
            return read(**context)
        path = tuple(sys.path)
        if path not in distributions_by_path:
            distributions_by_path[path] = tuple(
                item
                for folder in path
                for item in in_folder(folder)
                if not FOREIGN or not _is_foreign(item, environment)
            )
        return distributions_by_path[path]

    importlib.metadata.distributions = distributions
    for kind, name in (
        (Distribution, "entry_points"),
        (Distribution, "metadata"),
        (PathDistribution, "_normalized_name"),
    ):
        kept = functools.cached_property(getattr(kind, name).fget)
        kept.__set_name__(kind, name)
        setattr(kind, name, kept)
    find = Distribution.from_name
    named = functools.cache(lambda name, _path: find(name))
    Distribution.from_name = lambda name: named(name, tuple(sys.path))  # type: ignore[method-assign]
    choose = importlib.metadata.entry_points
    by_names = functools.cache(lambda names, _path: choose(**dict(names)))
    importlib.metadata.entry_points = lambda **names: by_names(tuple(sorted(names.items())), tuple(sys.path))
    importlib.metadata.entry_points()


def _is_foreign(distribution: Distribution, environment: frozenset[str]) -> bool:
    """Whether a package adds to this one, and lies in a folder of the environment and in none that a test has named."""
    adds = any(entry.group.startswith("gongkai.") for entry in distribution.entry_points)
    return adds and str(distribution.locate_file("")) in environment


def ask_no_git() -> None:
    """Let mkdocs-macros find no repository: it starts git twelve times a build, for a variable that no page may use."""
    context = importlib.import_module("mkdocs_macros.context")
    context.get_git_info = lambda: {"status": False, "date": None}


def log_no_variables() -> None:
    """Let mkdocs-macros write no variables into its log, as it does where nobody reads them."""
    importlib.import_module("mkdocs_macros.plugin").MacrosPlugin.on_pre_build = lambda _plugin, config: None  # noqa: ARG005


def read_settings_in_c() -> None:
    """Let MkDocs read its settings by libyaml, in an eighth of the time; PyYAML reads, and says, what that refuses."""
    config = importlib.import_module("mkdocs.config.defaults").MkDocsConfig
    settings = importlib.import_module("mkdocs.utils.yaml")
    load_file = config.load_file

    def load(self: Any, file: Any) -> None:
        try:
            values = settings.yaml_load(file, settings.get_yaml_loader(yaml.CLoader, self))
        except settings.exceptions.ConfigurationError:
            file.seek(0)
            load_file(self, file)
        else:
            self.load_dict(values)

    config.load_file = load


def match_names_once() -> None:
    """Let a name that has been matched with a pattern once give the same answer again, in this process and its forks.

    MkDocs matches each file of a theme with a dozen patterns to leave some out, and asks that 2,000 times a build.
    """
    fnmatch.fnmatch = functools.cache(fnmatch.fnmatch)


def list_installed_once(folder: Path) -> None:
    """List the templates of a folder here, and answer from that list in every fork."""
    list_templates = jinja2.FileSystemLoader.list_templates
    listed = _files_below(folder)

    def cached(self: jinja2.FileSystemLoader) -> list[str]:
        if str(folder) not in self.searchpath:
            return list_templates(self)
        others = jinja2.FileSystemLoader([path for path in self.searchpath if path != str(folder)])
        return sorted({*list_templates(others), *listed})

    jinja2.FileSystemLoader.list_templates = cached  # type: ignore[method-assign]


def _files_below(folder: Path) -> list[str]:
    names = []
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name != ICONS]
        names += [Path(parent, name).relative_to(folder).as_posix() for name in files]
    return names
