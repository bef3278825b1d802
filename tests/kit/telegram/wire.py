"""Requests as they come: in the address, as a form, as JSON or in parts with files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, MultipartReader, web

from tests.kit.telegram.refusals import bad


@dataclass(frozen=True)
class Upload:
    """A file sent along with a call."""

    name: str
    data: bytes
    type: str = ""


@dataclass(frozen=True)
class Given:
    """What came with a call, before its types are read."""

    values: dict[str, Any]
    files: dict[str, Upload]


async def read_request(request: web.BaseRequest) -> Given:
    given = dict(request.query)
    if request.content_type.startswith("multipart/"):
        return await read_parts(await request.multipart(), given)
    return read_body(await request.read(), request.content_type, given)


def read_body(raw: bytes, kind: str, given: dict[str, Any]) -> Given:
    if kind == "application/json" and raw:
        try:
            given |= json.loads(raw)
        except (ValueError, TypeError) as error:
            raise bad("can't parse JSON in the request body") from error
    elif raw:
        given |= dict(parse_qsl(raw.decode(), keep_blank_values=True))
    return Given(given, {})


async def read_parts(reader: MultipartReader, given: dict[str, Any]) -> Given:
    files: dict[str, Upload] = {}
    async for part in reader:
        assert isinstance(part, BodyPartReader)
        name = part.name or ""
        data = bytes(await part.read(decode=True))
        if part.filename is None:
            given[name] = data.decode()
        else:
            files[name] = Upload(part.filename, data, part.headers.get("Content-Type", ""))
    return Given(given, files)
