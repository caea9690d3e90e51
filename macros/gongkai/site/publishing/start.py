"""The start of a build: checks the folder to publish to, and lets MkDocs build into a folder next to it."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from gongkai.errors import GongkaiError
from gongkai.site.faults import FaultError
from gongkai.site.publishing.folders import check_site_folder, source_folders
from gongkai.site.publishing.internal_folder import check_audience
from gongkai.site.publishing.staging import Stage, prepare


def start(config: MkDocsConfig, data_dir: str, *, staged: bool, internal: bool = False) -> Stage | None:
    """Check where a site is to be published, and let MkDocs build into a folder next to that.

    Args:
        config: MkDocs' configuration, whose ``site_dir`` is changed.
        data_dir: The folder of data, relative to mkdocs.yml.
        internal: Whether the site is for the office itself.
        staged: Whether the build comes to the hook that publishes the stage; else it is written where it will be.

    Raises:
        FaultError: The folder holds what the site is made from or other files, or another build is at work.
    """
    try:
        check_site_folder(Path(config.site_dir), source_folders(config, data_dir))
        check_audience(Path(config.site_dir), Path(config.config_file_path or ""), internal=internal)
        stage = prepare(Path(config.site_dir)) if staged else None
    except GongkaiError as error:
        raise FaultError(str(error)) from error
    if stage is not None:
        config.site_dir = str(stage.folder)
    return stage
