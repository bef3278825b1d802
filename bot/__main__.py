"""The `hawker` command. Each sub-command imports what it needs when it runs: start-up time is a feature."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS = {
    "run": ("bot.commands.serve", "Serve the shop: chat, panel and background work in one process."),
    "web": ("bot.commands.serve", "Serve chat and panel only; a worker does the background work."),
    "worker": ("bot.commands.serve", "Do the background work only."),
    "migrate": ("bot.commands.migrate", "Bring the database to the newest schema."),
    "migration": ("bot.commands.migrate", "Write the migration the models need (developers)."),
    "demo": ("bot.commands.demo", "Make the demo shop if there is no shop yet."),
    "import": ("bot.commands.imports", "Read a product file into a shop."),
    "export": ("bot.commands.exports", "Write the catalogue of a shop into a file."),
    "staff": ("bot.commands.staff", "Make a one-time set-up link, list people, take access away."),
    "bot": ("bot.commands.bots", "Connect a bot of Telegram with a shop, list bots, disconnect one."),
    "test-gateway": ("bot.commands.test_gateway", "Serve the payment gateway for trying, in a process of its own."),
    "doctor": ("bot.commands.doctor", "Check the books and the stock of every shop, and mend what is safe."),
    "backup": ("bot.commands.backup", "Write everything into one file, while the shop runs."),
    "restore": ("bot.commands.backup", "Bring a backup back."),
}


def parser() -> argparse.ArgumentParser:
    """The command line. Arguments of a sub-command are added by its own module."""
    top = argparse.ArgumentParser(prog="hawker", description="A shop inside messaging apps.")
    subs = top.add_subparsers(dest="command", required=True, metavar="command")
    for name, (module, text) in COMMANDS.items():
        sub = subs.add_parser(name, help=text, description=text)
        import_module(module).arguments(name, sub)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    arguments = parser().parse_args(argv)
    from bot.config import Settings
    from bot.logs import configure
    from domain.kit.errors import ShopError

    settings = Settings()
    configure(json=settings.log_json, level=settings.log_level)
    run = import_module(COMMANDS[arguments.command][0]).run
    try:
        return int(asyncio.run(run(arguments, settings)) or 0)
    except KeyboardInterrupt:
        return 130
    except ShopError as refusal:
        print(f"hawker: {refusal}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
