"""What a new project starts from: the codebook, transcripts and templates that come with the program."""

import shutil
from pathlib import Path

from aanbod.errors import AanbodError
from aanbod.project import PROJECT_FILE

PARTS = ("codebook", "transcripts", "reports/templates")


def starter_folder() -> Path:
    """The folder with the parts: inside the installed package, or the repository that the package runs from."""
    packaged = Path(__file__).parent / "starter"
    return packaged if packaged.is_dir() else Path(__file__).parents[2]


def make_project(folder: Path, empty: bool) -> None:
    """Make a project in a folder that is new or empty (`empty`: without sample transcripts). AanbodError otherwise."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise AanbodError(f"{folder} exists and is not empty\n    choose another folder; nothing was changed")
    source = starter_folder()
    folder.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        if part == "transcripts" and empty:
            (folder / part).mkdir()
        else:
            shutil.copytree(source / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", "*.db*"))
    shutil.copy(source / PROJECT_FILE, folder / PROJECT_FILE)
