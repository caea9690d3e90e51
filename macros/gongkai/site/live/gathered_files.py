"""What a preview makes of all agencies at once: the search, and the files of data, each when the first is opened.

What was made of each agency is taken from what builds have kept, as far as nothing has changed. Pages are made
meanwhile, as this takes seconds on a large site.
"""

from pathlib import Path
from threading import Lock, RLock

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from gongkai import routes
from gongkai.site.build.lazy_file import LazyFile
from gongkai.site.publishing.site_folder import SiteFolder
from gongkai.site.running_build import RunningBuild


class GatheredFiles:
    """These files of one state of a site."""

    def __init__(  # noqa: PLR0913 - a build, and where else its files may be
        self,
        build: RunningBuild,
        config: MkDocsConfig,
        files: Files,
        nav: Navigation,
        env: jinja2.Environment,
        *,
        lock: RLock,
        others: tuple[Path, ...],
    ) -> None:
        """Make nothing yet.

        Args:
            build: What is known of the site.
            config: MkDocs' configuration.
            files: All files of the site.
            nav: The navigation.
            env: The templates.
            lock: Held while anything else is made.
            others: Folders from which parts of the search are taken that have not changed; they are only read.
        """
        self._build, self._config, self._files, self._nav, self._env = build, config, files, nav, env
        self._lock = lock
        self._folder = SiteFolder(Path(config.site_dir), others=others)
        self._making = Lock()
        self._finished_folders: set[str] = set()
        """The folders of those that are made: of the search, of the files of data."""

    def makes(self, path: str, file: File | None) -> bool:
        """Whether a file is one of these.

        Args:
            path: Its path below the site.
            file: What MkDocs knows of it.
        """
        if path.startswith(f"{routes.SEARCH_INDEX}/"):
            return self._build.contents.settings.search
        return isinstance(file, LazyFile) and path.startswith(f"{routes.DATA_FOLDER}/")

    @property
    def busy(self) -> bool:
        """Whether they are being made."""
        return self._making.locked()

    def make(self, path: str) -> None:
        """Make the search or the files of data, once; another thread that asks for one of them meanwhile waits.

        Args:
            path: The path below the site of a file that is asked for: nobody waits for what is not.
        """
        folder = path.partition("/")[0]
        with self._making:
            if folder not in self._finished_folders:
                self._make(search=folder == routes.SEARCH_INDEX)
                self._finished_folders.add(folder)

    def _make(self, *, search: bool) -> None:
        build = self._build
        with self._lock:
            if build.pages is None:
                build.plan_pages(self._config, self._files, self._nav, self._folder, office=False)
            site = self._folder.folder
            build.plan_collectors(self._config, self._files, self._folder, site.with_name(f"{site.name}-search"))
            if build.pages is not None:
                feed = build.search.settings if build.search is not None else None
                build.pages.get_ready(self._env, feed)
            build.gather_only(search=search)
        collectors = tuple(build.collectors())
        try:
            for bundle in build.pages.gathered() if build.pages is not None else ():
                for collector in collectors:
                    collector.add(bundle)
            with self._lock:
                if build.pages is not None:
                    build.pages.get_ready(self._env, None)
            build.finish_collectors()
        finally:
            for collector in collectors:
                collector.stop()
