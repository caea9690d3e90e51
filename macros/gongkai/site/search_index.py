"""The search index of a build: fed at its start, made by Pagefind's command beside the rendering, moved in at its end.

The feed lies in a folder of its own outside the site and is gone when the build ends. It listens to no event of a page.
"""

import ctypes
import json
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from pagefind_bin import get_executable  # type: ignore[import-untyped]

from gongkai.findings import say
from gongkai.processes import InOrder, worth_it
from gongkai.site.lists import Entries
from gongkai.site.search_blocks import Anchors
from gongkai.site.search_feed import Feed, form_labels
from gongkai.workspace import Workspace

FOLDER = "pagefind"
"""Where the index stands below the site."""
FORMS = "forms.json"

_NEEDED = ("pagefind.js", "pagefind-entry.json", "wasm.en.pagefind", "index", "fragment")
_LANGUAGE = "en"  # by which Pagefind takes blanks for the ends of words; see search_text
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux
_TOLD = 2000

_Item = tuple[str, int] | str
"""A report by slug and year, or a page by its path below the docs folder."""


class Search:
    """The index of one build."""

    def __init__(self, workspace: Workspace, entries: Entries, config: MkDocsConfig) -> None:
        """Hold what the index is made from; reports that are not shown never get in."""
        self._workspace = workspace
        self._entries = entries
        self._config = config
        self._feed = Feed(workspace, Anchors(config))
        self._scratch = Path(tempfile.mkdtemp(prefix="gongkai-search-"))
        self._addresses: dict[_Item, str] = {}
        self._files: dict[str, File] = {}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, files: Files) -> None:
        """Write the feed and start the command.

        Args:
            files: The site's files as MkDocs will render them.
        """
        reports = {f"{slug}/{year}.md": (slug, year) for slug, entry in self._entries.items() for year in entry.years}
        for file in files.documentation_pages():
            item = reports.get(file.src_uri) or (file.src_uri if file.generated_by is None else None)
            if item is not None:
                self._addresses[item] = file.dest_uri
                self._files[file.src_uri] = file
        items = list(self._addresses)
        self._feed.find_shared([item for item in items if not isinstance(item, str)])
        for _ in InOrder(self._write, items) if worth_it(len(items)) else map(self._write, items):
            pass
        self._files.clear()
        if not items:
            return
        command = [str(get_executable()), "--site", "feed", "--output-path", FOLDER, "--force-language", _LANGUAGE]
        with (self._scratch / "log").open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - a program of ours
                command,
                cwd=self._scratch,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - no threads yet
            )

    def finish(self) -> None:
        """Wait for the command and move the index into the site.

        Raises:
            PluginError: The command failed.
        """
        process, self._process = self._process, None
        if process is None:
            self.stop()
            return
        made = self._scratch / FOLDER
        if process.wait() or not (made / "pagefind-entry.json").is_file():
            told = (self._scratch / "log").read_text(encoding="utf-8", errors="replace")[-_TOLD:]
            self.stop()
            raise PluginError(say("search.broken", {"detail": told.strip()}))
        for path in made.iterdir():
            if path.name not in _NEEDED and path.suffix != ".pf_meta":
                path.unlink()
        (made / FORMS).write_text(self._forms(), encoding="utf-8", newline="\n")
        shutil.move(made, Path(self._config.site_dir, FOLDER))
        self.stop()

    def stop(self) -> None:
        """End the command, if it is still at work, and remove what it worked on."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def _write(self, item: _Item) -> None:
        if isinstance(item, str):
            folder = item.rpartition("/")[0]
            html = self._feed.other(self._files[item].content_string, folder)
        else:
            html = self._feed.report(*item)
        path = self._scratch / "feed" / self._addresses[item]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8", newline="\n")

    def _forms(self) -> str:
        """Labels of the forms in use, blocks that many reports share, and the years, the newest first."""
        keys = [(slug, year) for slug, entry in self._entries.items() for year in entry.years]
        forms = {form.id: form for form in (self._workspace.reports[key].form for key in keys) if form is not None}
        tables: dict[str, object] = {}
        for name in sorted(forms):
            tables.update(form_labels(forms[name]))
        years = sorted({str(year) for _, year in keys}, reverse=True)
        return json.dumps(
            {"years": years, "tables": tables, "shared": self._feed.shared}, ensure_ascii=False, separators=(",", ":")
        )


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
