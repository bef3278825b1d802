"""The HTTP side of the fake server: addresses, answers, cut connections."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.kit.telegram.refusals import Refused
from tests.kit.telegram.table import NAMES
from tests.kit.telegram.wire import read_request

if TYPE_CHECKING:
    from tests.kit.telegram.fake import FakeTelegram


class Listener:
    """Listens on 127.0.0.1 and hands each call to the fake."""

    def __init__(self, fake: FakeTelegram) -> None:
        self.fake = fake
        self.runner = web.ServerRunner(
            web.Server(self.take, access_log=None), handle_signals=False, shutdown_timeout=0.1
        )

    @classmethod
    async def open(cls, fake: FakeTelegram) -> Listener:
        listener = cls(fake)
        await listener.runner.setup()
        await web.TCPSite(listener.runner, "127.0.0.1", 0).start()
        return listener

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.runner.addresses[0][1]}"

    async def close(self) -> None:
        await self.runner.cleanup()

    async def take(self, request: web.BaseRequest) -> web.StreamResponse:
        """/bot<token>/<method> or /file/bot<token>/<path>"""
        try:
            if request.path.startswith("/file/bot"):
                return self.file(request.path.removeprefix("/file/bot"))
            if not request.path.startswith("/bot"):
                raise Refused(404, "Not Found")
            token, _, method = request.path.removeprefix("/bot").partition("/")
            return await self.method(request, token, method)
        except Refused as refusal:
            return answer(refusal.body(), refusal.code)

    async def method(self, request: web.BaseRequest, token: str, name: str) -> web.StreamResponse:
        bot = self.fake.bots.get(token)
        if bot is None:
            raise Refused(401, "Unauthorized")
        given = await read_request(request)
        try:
            result = await self.fake.execute(bot, name, given)
        except Refused:
            raise
        except Exception as error:
            self.fake.violations.append(f"{name}: the fake server failed with {error!r}")
            raise Refused(500, "Internal Server Error") from error
        if self.fake.faults.due("lose", NAMES.get(name.lower(), name)) and request.transport:
            request.transport.abort()
        return answer({"ok": True, "result": result}, 200)

    def file(self, rest: str) -> web.StreamResponse:
        token, _, path = rest.partition("/")
        stored = self.fake.files.at(path) if token in self.fake.bots else None
        if stored is None:
            raise Refused(404, "Not Found")
        return web.Response(body=stored.data, content_type="application/octet-stream")


def answer(body: dict[str, Any], status: int) -> web.Response:
    return web.Response(body=json.dumps(body).encode(), status=status, content_type="application/json")
