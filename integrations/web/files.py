"""A file fetched from an address a merchant gives, with the same care as pictures: the public internet alone."""

from __future__ import annotations

import http.client
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from domain.imports.pictures import NotFetched
from domain.imports.source import Unreachable
from integrations.web.pictures import Connect, Fetched, Resolve, WebPictures, connect, resolve

LARGEST = 50 * 1024 * 1024
LONGEST_S = 120.0


def fetch_file(url: str, target: Path, *, resolve: Resolve = resolve, connect: Connect = connect) -> str:
    """Write what the address gives to `target` and return its name. Raises `Unreachable`."""
    wanted = Fetched(most=LARGEST, longest=LONGEST_S, accept="*/*", too_large="it is larger than 50 MB")
    try:
        data = WebPictures(resolve, connect, wanted=wanted)(url.strip())
    except (NotFetched, http.client.HTTPException, ValueError) as refusal:
        raise Unreachable(str(refusal)) from None
    if data is None:
        raise Unreachable("its server cannot be reached")
    target.write_bytes(data)
    parts = urlsplit(url.strip())
    return unquote(PurePosixPath(parts.path).name)[:200] or (parts.hostname or "file")
