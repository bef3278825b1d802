"""`hawker run`, `hawker web` and `hawker worker`."""

from __future__ import annotations

import argparse
import asyncio
import gc
import signal
from typing import TYPE_CHECKING

from bot.config import Settings

if TYPE_CHECKING:
    from bot.app import App


def arguments(_name: str, sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--host", help="address to listen on (HAWKER_HOST)")
    sub.add_argument("--port", type=int, help="port to listen on, 0 for any free one (HAWKER_PORT)")


async def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Serve until Ctrl-C or SIGTERM, then let what is under way finish."""
    from bot.app import App
    from bot.database import database, migrate

    chosen = {k: v for k in ("host", "port") if (v := getattr(arguments, k)) is not None}
    settings = settings.model_copy(update=chosen)
    await migrate(settings)
    async with database(settings):
        if arguments.command == "run":
            await _first_shop(settings)
        told = told_to_stop()
        _ = settings.secret  # made before anybody needs it, so that a backup of the data folder holds it
        app = App(settings)
        await app.start(pages=arguments.command != "worker", jobs=arguments.command != "web")
        if arguments.command != "worker":
            await _welcome(app)
        else:
            print(f"At work by {app.jobs.form.name}. Ctrl-C stops it.", flush=True)
            _say_problem(app)
        _keep_what_is_loaded()
        await told.wait()
        print("Stopping…", flush=True)
        await app.stop()
    return 0


def _keep_what_is_loaded() -> None:
    """It stays to the end: each look through it for garbage would hold up whoever is being answered for 0.1 s."""
    gc.collect()
    gc.freeze()


async def _first_shop(settings: Settings) -> None:
    from domain.shop.queries import shops

    if not await shops():
        from bot.commands.demo import make_demo_shop

        print("No shop yet: making the demo shop (once)…", flush=True)
        await make_demo_shop(settings)


async def _welcome(app: App) -> None:
    from domain.kit.actor import system
    from domain.shop.queries import shops
    from domain.staff import actions, queries

    for shop in await shops():
        print(f"{shop.name}\n  chat   {app.base_url}/chat/{shop.slug}", flush=True)
        by = system(shop.id)
        if await queries.people(by):
            print(f"  panel  {app.base_url}/admin/", flush=True)
        else:
            token = await actions.make_setup_token(by)
            print(f"  panel  {app.base_url}/admin/setup/{token}  (opens once, makes you the owner)", flush=True)
        if shop.telegram:
            print(f"  telegram  https://t.me/{shop.telegram}", flush=True)
    _say_problem(app)
    print("Ctrl-C stops it.", flush=True)


def _say_problem(app: App) -> None:
    if app.problem:
        print(f"hawker: {app.problem}", flush=True)


def told_to_stop() -> asyncio.Event:
    """Set by Ctrl-C or SIGTERM."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, told.set)
    return told
