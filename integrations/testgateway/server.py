"""The gateway put together: mounted beside the shop, or in a process of its own."""

from __future__ import annotations

import hmac
from hashlib import sha256
from pathlib import Path

from aiohttp import web

from integrations.testgateway.api import Api
from integrations.testgateway.books import Books
from integrations.testgateway.pages import Pages
from integrations.testgateway.post import Post

FILE = "test-gateway.sqlite3"


def master_key(secret: bytes) -> str:
    """What opens accounts: known to whoever holds the installation's secret, on both sides of the test."""
    return hmac.new(secret, b"test gateway", sha256).hexdigest()


class TestGateway:
    """`base` is put before its own addresses, `ours` before the webhook paths of the house it lives in."""

    __test__ = False  # no test of pytest's

    def __init__(self, folder: Path, secret: bytes, base: str = "", ours: str = "") -> None:
        self.books = Books(folder / FILE)
        self.post = Post(self.books, ours)
        self.api = Api(self.books, master_key(secret), base)
        self.pages = Pages(self.books, self.post)

    def routes(self) -> list[web.AbstractRouteDef]:
        return [*self.api.routes(), *self.pages.routes()]
