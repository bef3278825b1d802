"""Files the fake server keeps, and the sizes it makes of a picture."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from hashlib import blake2s
from itertools import count
from typing import Any

from PIL import Image

from tests.kit.telegram.refusals import Refused, bad
from tests.kit.telegram.wire import Upload

PHOTO_LIMIT = 10 * 2**20
UPLOAD_LIMIT = 50 * 2**20
DOWNLOAD_LIMIT = 20 * 2**20


@dataclass(frozen=True)
class Stored:
    id: str
    unique: str
    path: str
    data: bytes
    kind: str
    about: dict[str, Any]

    def as_raw(self) -> dict[str, Any]:
        return {"file_id": self.id, "file_unique_id": self.unique, "file_size": len(self.data), **self.about}


@dataclass
class Files:
    """By file id. `web` holds the addresses whose content the server can fetch."""

    kept: dict[str, Stored] = field(default_factory=dict)
    albums: dict[str, list[Stored]] = field(default_factory=dict)
    web: dict[str, bytes] = field(default_factory=dict)
    _n: count[int] = field(default_factory=lambda: count(1))

    def keep(self, data: bytes, kind: str, path: str, **about: Any) -> Stored:
        n = next(self._n)
        unique = blake2s(f"{kind}{len(data)}".encode() + data[:4096] + data[-4096:], digest_size=8).hexdigest()
        stored = Stored(f"AgACAgIAAxkBAAI{n:06d}{unique}", f"AQAD{unique}", path.format(n=n), data, kind, about)
        self.kept[stored.id] = stored
        return stored

    def source(self, value: str, files: dict[str, Upload], name: str) -> Upload | Stored:
        """What a file parameter means: a part of the request, a known id, or an address."""
        key = value.removeprefix("attach://") if value.startswith("attach://") else name
        if key in files:
            return files[key]
        if value.startswith("attach://"):
            raise bad("there is no file in the request to attach")
        if value.startswith(("http://", "https://")):
            return self.fetched(value)
        if value not in self.kept:
            raise bad("wrong file identifier/HTTP URL specified")
        return self.kept[value]

    def fetched(self, address: str) -> Upload:
        if address not in self.web:
            raise bad("failed to get HTTP URL content")
        return Upload(address.rpartition("/")[2] or "file", self.web[address])

    def photo(self, value: str, files: dict[str, Upload], name: str = "photo") -> list[dict[str, Any]]:
        """The sizes of a picture, smallest first."""
        source = self.source(value, files, name)
        if isinstance(source, Stored):
            if source.kind != "photo":
                raise bad("can't use file of type Document as Photo")
            return [size.as_raw() for size in self.albums[source.id]]
        return [size.as_raw() for size in self.sizes(source.data)]

    def sizes(self, data: bytes) -> list[Stored]:
        width, height = dimensions(data)
        sizes = []
        for edge in (90, 320, 800, 1280):
            share = min(1.0, edge / max(width, height))
            about = {"width": max(1, round(width * share)), "height": max(1, round(height * share))}
            sizes.append(self.keep(data, "photo", "photos/file_{n}.jpg", **about))
            if share == 1.0:
                break
        self.albums |= {size.id: sizes for size in sizes}
        return sizes

    def document(self, value: str, files: dict[str, Upload], name: str = "document") -> dict[str, Any]:
        source = self.source(value, files, name)
        if isinstance(source, Stored):
            return source.as_raw()
        check_size(source.data, UPLOAD_LIMIT)
        kind = source.type or "application/octet-stream"
        return self.keep(source.data, "document", "documents/file_{n}", file_name=source.name, mime_type=kind).as_raw()

    def at(self, path: str) -> Stored | None:
        return next((stored for stored in self.kept.values() if stored.path == path), None)


def check_size(data: bytes, limit: int) -> None:
    if not data:
        raise bad("file must be non-empty")
    if len(data) > limit:
        raise Refused(413, "Request Entity Too Large")


def dimensions(data: bytes) -> tuple[int, int]:
    check_size(data, PHOTO_LIMIT)
    try:
        with Image.open(io.BytesIO(data)) as picture:
            width, height = picture.size
    except OSError as error:
        raise bad("IMAGE_PROCESS_FAILED") from error
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return width, height
