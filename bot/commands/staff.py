"""`hawker staff`: the way into the panel from the machine itself."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.config import Settings

if TYPE_CHECKING:
    from domain.kit.actor import Actor

VERBS = ("link", "list", "disable", "reset", "reset-2fa")


def arguments(_name: str, sub: argparse.ArgumentParser) -> None:
    sub.add_argument("verb", choices=VERBS, help="link: a one-time set-up link for an owner")
    sub.add_argument("email", nargs="?", default="", help="whom it is about")
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
            print(await _about(arguments.verb, by, arguments.email, settings))
    return 0


async def _about(verb: str, by: Actor, email: str, settings: Settings) -> str:
    """`reset` leaves the second step alone, `reset-2fa` the password: whoever has lost both needs both."""
    from domain.staff import actions
    from domain.staff.second import reset_second

    if verb == "reset":
        return f"{settings.base_url}/admin/setup/{await actions.reset(by, email)}"
    if verb == "reset-2fa":
        await reset_second(by, email)
        return f"{email} logs in with the password alone, and has been logged out everywhere."
    await actions.disable(by, email)
    return f"{email} can no longer log in."
