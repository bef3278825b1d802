"""`hawker test-gateway`: the gateway for trying in a process of its own, as a real one would be."""

from __future__ import annotations

import argparse
import asyncio

from bot.config import Settings, inside_url

PORT = 8090


def arguments(_name: str, sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--host", default="127.0.0.1", help="address to listen on")
    sub.add_argument("--port", type=int, default=PORT, help=f"port to listen on ({PORT}), 0 for any free one")


async def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Serve until Ctrl-C or SIGTERM. Shops find it by HAWKER_TEST_GATEWAY_URL."""
    from aiohttp import web

    from bot.commands.serve import told_to_stop
    from bot.web import STATIC_DIR
    from integrations.testgateway.server import TestGateway

    gateway = TestGateway(settings.data_dir, settings.secret, settings.test_gateway_url.rstrip("/"))
    app = web.Application()
    app.add_routes([*gateway.routes(), web.static("/static", STATIC_DIR)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, arguments.host, arguments.port)
    await site.start()
    here = inside_url(arguments.host, runner.addresses[0][1])
    gateway.api.base = gateway.api.base or here
    print(f"Test gateway\n  start the shop with HAWKER_TEST_GATEWAY_URL={gateway.api.base}", flush=True)
    print("Ctrl-C stops it.", flush=True)
    stop = told_to_stop()
    while not stop.is_set():
        await gateway.post.round()
        try:
            await asyncio.wait_for(stop.wait(), 1)
        except TimeoutError:
            continue
    await runner.cleanup()
    return 0
