"""One sentence that survives a redirect: in a signed cookie, read once."""

from __future__ import annotations

import base64
import hmac
import json
from dataclasses import dataclass
from typing import Literal

from aiohttp import web

COOKIE = "hawker-flash"
Kind = Literal["done", "alert"]


@dataclass(frozen=True, slots=True)
class Flash:
    kind: Kind
    text: str


def put(response: web.StreamResponse, secret: bytes, flash: Flash, *, secure: bool) -> None:
    """Leave a sentence for the next page."""
    body = base64.urlsafe_b64encode(json.dumps([flash.kind, flash.text[:600]]).encode()).decode()
    response.set_cookie(
        COOKIE, f"{body}.{_sign(secret, body)}", max_age=60, path="/admin", httponly=True, secure=secure, samesite="Lax"
    )


def take(request: web.Request, secret: bytes) -> Flash | None:
    """The sentence left for this page; a cookie we did not sign says nothing."""
    body, _, signature = request.cookies.get(COOKIE, "").partition(".")
    if not body or not (body + signature).isascii() or not hmac.compare_digest(signature, _sign(secret, body)):
        return None
    kind, text = json.loads(base64.urlsafe_b64decode(body))
    return Flash("done" if kind == "done" else "alert", text)


def clear(response: web.StreamResponse) -> None:
    response.del_cookie(COOKIE, path="/admin")


def _sign(secret: bytes, body: str) -> str:
    return hmac.new(secret, b"panel flash " + body.encode(), "sha256").hexdigest()
