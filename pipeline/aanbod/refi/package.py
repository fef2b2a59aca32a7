"""Files: a project is a zip (.qdpx) of a project (.qde) and the texts of its sources, a codebook is XML (.qdc)."""

import zipfile
from pathlib import Path, PurePosixPath, PureWindowsPath
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError

from aanbod.refi.complete import complete
from aanbod.refi.exchange import Exchange
from aanbod.refi.writing import project_xml, source_name
from aanbod.reports.zipped import zip_bytes
from aanbod.transcripts.archives import HARMLESS, MAX_RATIO, MAX_UNPACKED, unpack_part
from aanbod.transcripts.files import MEGABYTE, read_bytes
from aanbod.transcripts.unreadable import UnreadableError

_PROGRAM = "the program that made it"


def project_bytes(exchange: Exchange, *, newline: str = "\n") -> bytes:
    """A project as a package; the same project gives the same bytes. `newline` is what parts lines in its texts."""
    whole = complete(exchange)
    parts = {"project.qde": project_xml(whole, newline=newline)}
    for transcript in whole.transcripts:
        parts[f"sources/{source_name(transcript)}"] = transcript.text.replace("\n", newline).encode()
    return zip_bytes(dict(sorted(parts.items())))


def read_codebook_file(path: Path) -> Element:
    """The root of a codebook. UnreadableError: no such file, no XML, or XML that may do harm."""
    return _parse(read_bytes(path), str(path))


class Package:
    """An open project file; the parts of it are read when they are asked for, and nothing is unpacked to the disk.

    UnreadableError: no zip, protected by a password, cut off, a bomb, or without a project. Close it, or use `with`.
    """

    def __init__(self, path: Path) -> None:
        self.file = str(path)
        self._folder = path.resolve().parent
        try:
            self._archive = zipfile.ZipFile(path)
        except FileNotFoundError as error:
            raise UnreadableError(self.file, "there is no such file.", "Check its name and folder.") from error
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise self._broken(f"it is no zip file ({error})") from error
        try:
            self._parts = {part.filename.replace("\\", "/").lower(): part for part in self._archive.infolist()}
            self._left = MAX_UNPACKED
            self._project = self._find_project()
        except BaseException:
            self._archive.close()
            raise

    def __enter__(self) -> "Package":
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    def project(self) -> Element:
        """The root of the project."""
        return _parse(self._read(self._parts[self._project]), self.file)

    def text(self, path: str, base: str = "") -> bytes | str:
        """The bytes of a source's text, or why there are none. `base` is the project's base path.

        A path is `internal://` (in the package), `relative://` (beside it) or neither, which some mean as internal.
        """
        scheme, colon, rest = path.partition("://")
        rest = unquote(rest if colon else path).replace("\\", "/")
        if colon and scheme.lower() == "absolute":
            return "its text is a file elsewhere on somebody's computer"
        if _leaves(rest) or _leaves(base):
            return "its path leads out of the package"
        name = rest.strip("/").lower()
        folder = self._project.rpartition("/")[0]
        for place in ("sources/", ""):
            if part := self._parts.get(f"{folder}/{place}{name}".lstrip("/")):
                return self._read(part)
        if colon and scheme.lower() == "relative":
            return self._beside(rest, base)
        return "its text is not in the package"

    def _beside(self, rest: str, base: str) -> bytes | str:
        """A file beside the package, where programs leave what is large; never one elsewhere."""
        for folder in (base.replace("\\", "/").strip("/"), ""):
            path = (self._folder / folder / rest.strip("/")).resolve()
            if path.is_relative_to(self._folder) and path.is_file():
                return read_bytes(path)
        return "its text is not in the package, nor beside it"

    def _find_project(self) -> str:
        names = [name for name in self._parts if name.endswith(".qde")]
        found = sorted(names, key=lambda name: (name.count("/"), not name.endswith("project.qde"), name))
        if not found:
            raise self._broken("it holds no project (.qde)")
        return found[0]

    def _read(self, part: zipfile.ZipInfo) -> bytes:
        if part.flag_bits & 1:
            raise UnreadableError(
                self.file, "the package is protected by a password.", f"Save it in {_PROGRAM} without one."
            )
        size = part.file_size
        if size > self._left or (size > HARMLESS and size > MAX_RATIO * part.compress_size):
            raise UnreadableError(
                self.file,
                f"its part {part.filename} would unpack to {size / MEGABYTE:.0f} MB, which no project of texts does.",
                f"Do not trust it, or export fewer texts from {_PROGRAM}.",
            )
        self._left -= size
        return unpack_part(self._archive, part.filename, self.file, _PROGRAM)

    def _broken(self, why: str) -> UnreadableError:
        return UnreadableError(self.file, f"the package is broken: {why}.", f"Export it from {_PROGRAM} again.")


def _leaves(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return ".." in parts or bool(PureWindowsPath(path).drive)


def _parse(data: bytes, file: str) -> Element:
    """XML without entities or anything else that a document type can do."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise UnreadableError(
            file, "it declares XML entities, which no project needs.", "Do not trust this file; export it again."
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise UnreadableError(file, f"its XML is broken: {error}.", f"Export it from {_PROGRAM} again.") from error
    return root
