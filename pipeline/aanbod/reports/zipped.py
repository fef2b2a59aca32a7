"""Zip files that are the same, byte for byte, whenever they are made."""

import io
import zipfile
from collections.abc import Mapping

# A zip file must say when each part was written; the same input gives the same bytes, so it says nothing true.
_DATE = (1980, 1, 1, 0, 0, 0)


def zip_bytes(parts: Mapping[str, bytes]) -> bytes:
    """A zip file of these parts, by their names, in the order given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # as on Windows, on every system
            file.writestr(entry, content)
    return out.getvalue()


def undated(content: bytes) -> bytes:
    """A zip file that another library wrote, without the moments at which it did."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return zip_bytes({name: file.read(name) for name in file.namelist()})
