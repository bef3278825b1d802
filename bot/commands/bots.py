"""`hawker bot`: the accounts of shops at Telegram."""

from __future__ import annotations

import argparse
import sys

from bot.config import Settings
from domain.kit.actor import Actor, system
from domain.kit.errors import N_, ShopError

CHANNEL = "telegram"


class NoToken(ShopError):
    message = N_("Give the token on standard input: hawker bot add --shop tea < token.txt")


class NoSuchBot(ShopError):
    message = N_("The shop has no bot @{name}. `hawker bot list` shows those it has.")


def arguments(_name: str, sub: argparse.ArgumentParser) -> None:
    sub.add_argument("verb", choices=("add", "list", "remove"), help="add reads the bot's token from standard input")
    sub.add_argument("name", nargs="?", default="", help="user name of the bot to remove")
    sub.add_argument("--shop", default="", help="short name of the shop, when there are several")


async def run(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.commands.common import shop_named
    from bot.database import database, migrate
    from domain.kit.vault import unlock

    await migrate(settings)
    unlock(settings.secret)
    async with database(settings):
        shop = await shop_named(arguments.shop)
        by = system(shop.id)
        if arguments.verb == "add":
            await _add(by, settings, shop.slug)
        elif arguments.verb == "list":
            await _list(by)
        else:
            await _remove(by, arguments.name.removeprefix("@"))
    return 0


async def _add(by: Actor, settings: Settings, slug: str) -> None:
    from bot.channels.telegram.bots import Bots
    from bot.channels.telegram.sender import Sender
    from domain.shop.bots import add_bot

    token = _typed()
    door = Bots(settings, Sender())
    try:
        account = await door.check(token)
    finally:
        await door.close()
    await add_bot(by, CHANNEL, str(account.id), account.username or "", token)
    print(f"@{account.username} serves {slug} now: https://t.me/{account.username}")


def _typed() -> str:
    """One line of standard input; asked for without being shown at a terminal."""
    if sys.stdin.isatty():
        from getpass import getpass

        token = getpass("Token from @BotFather: ").strip()
    else:
        token = sys.stdin.readline().strip()
    if not token:
        raise NoToken()
    return token


async def _list(by: Actor) -> None:
    from domain.shop.bots import bots_of

    for bot in await bots_of(by, CHANNEL):
        source = "environment" if bot.from_environment else "sealed"
        print(f"@{bot.name}\t{bot.external_id}\t{source}\t{bot.problem or 'works'}")


async def _remove(by: Actor, name: str) -> None:
    from domain.shop.bots import bots_of, remove_bot

    found = next((bot for bot in await bots_of(by, CHANNEL) if bot.name.casefold() == name.casefold()), None)
    if found is None:
        raise NoSuchBot(name=name)
    await remove_bot(by, found.id)
    print(f"@{found.name} serves this shop no longer.")
