"""`hawker migrate` and `hawker migration`."""

from __future__ import annotations

import argparse

from bot.config import Settings


def arguments(name: str, sub: argparse.ArgumentParser) -> None:
    if name == "migrate":
        sub.add_argument("--check", action="store_true", help="only say whether the models lack a migration")
    else:
        sub.add_argument("name", help="a few words for the file's name: add_gift_cards")


async def run(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot import database
    from bot.schema import unwritten_schemas

    if arguments.command == "migration":
        written = await database.make_migration(arguments.name)
        print("\n".join(f"wrote {path}" for path in written) or "The models need no migration.")
        return 0
    if arguments.check:
        missing = await database.pending_model_changes() + unwritten_schemas()
        print("\n".join(missing) or "Models and migrations agree.")
        return 1 if missing else 0
    await database.migrate(settings)
    print("The database is up to date.")
    return 0
