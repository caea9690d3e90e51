"""Templates of packages as they are compiled, kept beside the modules that Python itself has compiled.

To compile the templates of a page takes a fifth of a second in each process that makes pages. What is kept is run, so
that it does not lie with what a site keeps, but in ``__pycache__`` of this package: whoever can write there can change
the package as well. It is used where its template, and all that a template is compiled with, is the same.
"""

import hashlib
import importlib.util
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, FileSystemBytecodeCache
from mkdocs.config.defaults import MkDocsConfig

from gongkai.site.mkdocs_compat import only_listeners
from gongkai.work.kept import common_stamp

_SUFFIX = ".pyc"
"""By which such files are known for what they are, and ignored, by version control and by ``common_stamp``."""


def use_compiled(environment: jinja2.Environment, config: MkDocsConfig) -> None:
    """Take templates of packages as they were compiled before, unless another plugin or a hook changes how that is.

    Args:
        environment: The templates, set up.
        config: MkDocs' configuration.
    """
    if only_listeners(config, ("gongkai", "macros"), events=("env",)):
        environment.bytecode_cache = TemplateCode(environment, config.theme.custom_dir)


class TemplateCode(FileSystemBytecodeCache):
    """The compiled templates of one environment."""

    def __init__(self, environment: jinja2.Environment, own: str | None) -> None:
        """Take down what templates are compiled with.

        Args:
            environment: The templates, set up.
            own: The folder of the site's own templates, which are compiled in each build; None where it has none.
        """
        folder = Path(importlib.util.cache_from_source(__file__)).parent
        super().__init__(str(folder), f"template-%s{_SUFFIX}")
        self._own = Path(own).resolve() if own else None
        self._made_with = repr(
            (
                common_stamp(()),
                _named(environment.filters),  # constants are passed to them as templates are compiled
                _named(environment.tests),
                sorted(environment.extensions),
                sorted(environment.policies.items(), key=lambda item: item[0]),
                (environment.trim_blocks, environment.lstrip_blocks, environment.keep_trailing_newline),
                (environment.autoescape, environment.optimized, environment.sandboxed, environment.is_async),
                (environment.block_start_string, environment.variable_start_string, environment.comment_start_string),
                (environment.undefined.__qualname__, sys.version),
            )
        )

    def get_source_checksum(self, source: str) -> str:
        """The hash of a template and of what it is compiled with."""
        return hashlib.sha1(f"{self._made_with}\n{source}".encode(), usedforsecurity=False).hexdigest()

    def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Bucket:
        """What is kept of a template; one of the site's own has no name that anything is kept by."""
        if filename is None or (self._own is not None and Path(filename).resolve().is_relative_to(self._own)):
            return Bucket(environment, "", self.get_source_checksum(source))
        return super().get_bucket(environment, name, filename, source)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template, as far as Python keeps modules."""
        if bucket.key and not sys.dont_write_bytecode:
            with suppress(OSError):
                Path(self.directory).mkdir(parents=True, exist_ok=True)
                super().dump_bytecode(bucket)


def _named(functions: Mapping[str, object]) -> list[tuple[str, ...]]:
    """Functions of templates, each with the place in the code where it is written."""
    return sorted(
        (name, *(str(getattr(item, about, "")) for about in ("__module__", "__qualname__")))
        for name, item in functions.items()
    )
