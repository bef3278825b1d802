"""The one file: a plain tar that begins with a note for people and ends with the manifest."""

from __future__ import annotations

import hashlib
import io
import os
import re
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from bot.backup.manifest import Entry, Manifest, read_manifest
from bot.backup.problems import BackupProblem, Damaged, Foreign

NOTE = "HAWKER-BACKUP.txt"
MANIFEST = "manifest.json"
KEY = "secret.key"
FOLDERS = ("media", "files")
_NOTE = b"A backup of Hawker. `hawker restore FILE` checks it and brings it back; manifest.json says what is inside.\n"
_ALLOWED = re.compile(r"(database\.(sqlite3|pgdump)|secret\.key|(media|files)(/[\w-][\w.-]*)+)")
_PIECE = 1024 * 1024
_LARGEST_MANIFEST = 256 * 1024 * 1024


class Packer:
    """Puts files into the tar and remembers what they were."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.files: dict[str, Entry] = {}
        self._add(NOTE, _NOTE)

    def file(self, name: str, path: Path) -> None:
        """One file of any size; its size is that of the moment it was opened."""
        with path.open("rb") as source:
            was = os.fstat(source.fileno())
            reader = _Hashing(source)
            self.tar.addfile(_member(name, was.st_size, was.st_mtime), reader)
        self.files[name] = Entry(was.st_size, reader.digest())

    def folder(self, name: str, path: Path) -> None:
        """Every finished file of a folder whose files never change; one that is swept meanwhile is left out."""
        for file in sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith(".")):
            if file.exists():
                self.file(f"{name}/{file.relative_to(path).as_posix()}", file)

    def end(self, manifest: Manifest) -> None:
        self._add(MANIFEST, manifest.written())

    def _add(self, name: str, body: bytes) -> None:
        self.tar.addfile(_member(name, len(body)), io.BytesIO(body))


class _Hashing:
    """A file read once, by the tar and by its checksum."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source, self._sum = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._source.read(size)
        self._sum.update(piece)
        return piece

    def digest(self) -> str:
        return self._sum.hexdigest()


def _member(name: str, size: int, written: float = 0) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = size, 0o600, int(written)
    return member


@contextmanager
def packing(target: Path) -> Iterator[Packer]:
    """A new archive, which stands under its name when it is whole and on the disk, or not at all."""
    part = target.with_name(f".{target.name}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                yield Packer(tar)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)


def verified(path: Path) -> Manifest:
    """Read the whole archive and compare it with its manifest. Raises `Foreign`, `Damaged`."""
    try:
        with tarfile.open(path, "r:") as tar:
            return _checked(tar, path.name)
    except FileNotFoundError:
        raise BackupProblem(f"There is no file at {path}. Nothing was changed.") from None
    except (tarfile.TarError, OSError, EOFError) as error:
        raise (Damaged(str(error)) if _is_ours(path) else Foreign(path.name)) from None


def _is_ours(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(NOTE)) == NOTE.encode()


def _checked(tar: tarfile.TarFile, name: str) -> Manifest:
    first = tar.next()
    if first is None or first.name != NOTE:
        raise Foreign(name)
    found: dict[str, Entry] = {}
    raw = b""
    while member := tar.next():
        if member.name == MANIFEST and member.isreg() and member.size < _LARGEST_MANIFEST:
            raw = _opened(tar, member).read()
        else:
            found[_safe(member)] = _sum(tar, member)
    if not raw:
        raise Damaged("it ends before its list of contents")
    manifest = read_manifest(raw)
    _compare(manifest.files, found)
    return manifest


def _compare(listed: dict[str, Entry], found: dict[str, Entry]) -> None:
    wrong = sorted(name for name in {*listed, *found} if listed.get(name) != found.get(name))
    if wrong:
        raise Damaged(f"{wrong[0]} is not what was put in" + (f", nor {len(wrong) - 1} more" if wrong[1:] else ""))


def _safe(member: tarfile.TarInfo) -> str:
    if not member.isreg() or not _ALLOWED.fullmatch(member.name):
        raise Damaged(f"{member.name!r} does not belong in it")
    return member.name


def _opened(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    source = tar.extractfile(member)
    if source is None:
        raise Damaged(f"{member.name} cannot be read")
    return source


def _sum(tar: tarfile.TarFile, member: tarfile.TarInfo) -> Entry:
    source, digest = _opened(tar, member), hashlib.sha256()
    while piece := source.read(_PIECE):
        digest.update(piece)
    return Entry(member.size, digest.hexdigest())


def unpack(path: Path, name: str, target: Path) -> None:
    """One file of a verified archive, whole or not at all."""
    with tarfile.open(path, "r:") as tar:
        _unpack(tar, tar.getmember(name), target)


def unpack_folders(path: Path, data_dir: Path, files: dict[str, Entry]) -> int:
    """Pictures and files for buyers, those that are not there yet; returns how many. Their names are their contents."""
    count = 0
    with tarfile.open(path, "r:") as tar:
        for member in tar:
            if member.name.split("/")[0] in FOLDERS and member.name in files:
                target = data_dir / member.name
                if not _is_there(target, files[member.name]):
                    _unpack(tar, member, target, mode=0o666 if member.name.startswith("media/") else 0o600)
                    count += 1
    return count


def _is_there(path: Path, entry: Entry) -> bool:
    if not path.exists() or path.stat().st_size != entry.size:
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == entry.sha256


def _unpack(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path, mode: int = 0o600) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(handle, "wb") as file:
        source = _opened(tar, member)
        while piece := source.read(_PIECE):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, target)
