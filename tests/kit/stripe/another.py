"""localstripe on this machine: a Stripe that others have written, so that ours is not only our own idea of it.

It knows payment intents, refunds and signed webhooks, no Checkout and no idempotency keys. Used by tests alone.
"""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path

import aiohttp

from tests.kit.missing import lacking

SERVES = """
import sys
from aiohttp import web
from localstripe import resources, server
resources.Store.dump_to_disk = lambda self: None
web.run_app(server.app, host="127.0.0.1", port=int(sys.argv[1]), print=None, access_log=None)
"""


@asynccontextmanager
async def localstripe(folder: Path) -> AsyncIterator[str]:
    """Its address, once it answers; the process is ended with the test."""
    if find_spec("localstripe") is None:
        lacking("localstripe (it is in requirements-dev.lock)")
    port = _free()
    command = (sys.executable, "-W", "ignore", "-c", SERVES, str(port))
    process = await asyncio.create_subprocess_exec(*command, cwd=folder)
    base = f"http://127.0.0.1:{port}"
    try:
        await _answers(base)
        yield base
    finally:
        process.kill()
        await process.wait()


async def _answers(base: str) -> None:
    async with aiohttp.ClientSession() as http:
        for _ in range(150):
            try:
                async with http.get(f"{base}/js.stripe.com/v3/") as answer:
                    assert answer.status == 200
                    return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.1)
    raise AssertionError("localstripe does not answer")


async def sends_webhooks(base: str, address: str, secret: str) -> None:
    async with aiohttp.ClientSession() as http:
        body = {"url": address, "secret": secret}
        async with http.post(f"{base}/_config/webhooks/ours", json=body) as answer:
            assert answer.status == 200


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
