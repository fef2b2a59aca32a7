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
    was_there = folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _fill(folder, empty)
    except BaseException as error:
        # Half a project is none, and would stand in the way of the next try.
        for made in list(folder.iterdir()) if was_there else [folder]:
            if made.is_dir():
                shutil.rmtree(made, ignore_errors=True)
            elif made.exists():
                made.unlink()
        if isinstance(error, OSError):
            raise AanbodError(
                f"{folder} cannot be made: {_reason(error)}\n"
                "    make room, or choose another folder; nothing was left there"
            ) from error
        raise


def _fill(folder: Path, empty: bool) -> None:
    source = starter_folder()
    for part in PARTS:
        if part == "transcripts" and empty:
            (folder / part).mkdir()
        else:
            shutil.copytree(source / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", "*.db*"))
    shutil.copy(source / PROJECT_FILE, folder / PROJECT_FILE)


def _reason(error: OSError) -> str:
    """Why a file or folder could not be copied; of a tree the first reason, which has its number before it."""
    if isinstance(error, shutil.Error):
        return str(error.args[0][0][2]).partition("] ")[2].partition(":")[0]
    return error.strerror or str(error)
