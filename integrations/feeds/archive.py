"""Zip archives: looked at before anything is unpacked, unpacked into a folder of their own and within limits."""

from __future__ import annotations

import shutil
import tempfile
import weakref
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from domain.imports.port import UnreadableFile

MAX_FILES = 20_000
MAX_BYTES = 1 << 30
MAX_RATIO = 200  # tables and XML are packed to a tenth or a thirtieth
SMALL = 1 << 20  # so little may be packed as tightly as it likes
TEXTS = (".csv", ".tsv", ".txt", ".xml", ".yml", ".jsonl")
_MAGIC = b"PK\x03\x04"
_CHUNK = 1 << 18


class Folder:
    """A folder that is gone when nobody holds it any more."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="hawker-"))
        self._end = weakref.finalize(self, shutil.rmtree, self.path, True)


def is_zip(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(4) == _MAGIC


def names_in(path: Path) -> set[str]:
    """The names of an archive's files, none when it is no archive that can be read."""
    if not is_zip(path):
        return set()
    try:
        with zipfile.ZipFile(path) as archive:
            return set(archive.namelist()[:MAX_FILES])
    except (zipfile.BadZipFile, OSError, ValueError):
        return set()


def checked(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """An archive's files. Raises `UnreadableFile` for one that leaves its folder, is locked, or is too much."""
    files = [info for info in archive.infolist() if not info.is_dir()]
    if len(files) > MAX_FILES:
        raise UnreadableFile(f"This archive holds more than {MAX_FILES} files: import its tables one by one.")
    for info in files:
        _check_name(info.filename)
        if info.flag_bits & 1:
            raise UnreadableFile("This archive is locked with a password: unpack it and import what is inside.")
        if info.file_size > SMALL and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise UnreadableFile("This archive is packed more tightly than tables ever are: it is not unpacked.")
    return files


def unpacked(path: Path) -> Iterator[tuple[Folder, Path]]:
    """The texts of an archive, each in one folder under a name of our own. Raises `UnreadableFile`."""
    folder, left = Folder(), MAX_BYTES
    try:
        with zipfile.ZipFile(path) as archive:
            texts = [info for info in checked(archive) if info.filename.lower().endswith(TEXTS)]
            if sum(info.file_size for info in texts) > MAX_BYTES:
                raise UnreadableFile(
                    "The tables in this archive are larger than 1 GB together: import them one by one."
                )
            for number, info in enumerate(texts):
                target = folder.path / f"{number:05}{PurePosixPath(info.filename).suffix.lower()}"
                left -= _copy(archive, info, target, left)
                yield folder, target
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError):
        raise UnreadableFile("This archive is damaged and cannot be unpacked: make it again.") from None


def _copy(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, left: int) -> int:
    """What the archive says of its sizes may be a lie: count while unpacking."""
    size = 0
    with archive.open(info) as source, target.open("wb") as out:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > min(left, info.file_size):
                raise UnreadableFile("A file in this archive is larger than the archive says: it is not unpacked.")
            out.write(chunk)
    return size


def _check_name(name: str) -> None:
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
        raise UnreadableFile("A file in this archive wants to be unpacked outside of its folder: nothing is unpacked.")
