"""`hawker staff`: the way into the panel from the machine itself."""

from __future__ import annotations

import argparse

from bot.config import Settings


def arguments(_name: str, sub: argparse.ArgumentParser) -> None:
    sub.add_argument("verb", choices=("link", "list", "disable"), help="link: a one-time set-up link for an owner")
    sub.add_argument("email", nargs="?", default="", help="whom to disable")
    sub.add_argument("--shop", default="", help="short name of the shop, when there are several")


async def run(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.commands.common import shop_named
    from bot.database import database, migrate
    from domain.kit.actor import system
    from domain.staff import actions, queries

    await migrate(settings)
    async with database(settings):
        by = system((await shop_named(arguments.shop)).id)
        if arguments.verb == "link":
            print(f"{settings.base_url}/admin/setup/{await actions.make_setup_token(by)}")
        elif arguments.verb == "list":
            for person in await queries.people(by):
                print(f"{person.email}\t{person.role}\t{'active' if person.active else 'disabled'}")
        else:
            await actions.disable(by, arguments.email)
            print(f"{arguments.email} can no longer log in.")
    return 0
