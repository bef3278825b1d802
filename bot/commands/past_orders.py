"""`hawker import --orders FILE`: past orders into a shop's history, so that its figures do not begin at nothing."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from bot.commands.imports import ALL_IN, ROWS_SHOWN, SOME_REFUSED, UNREADABLE, printable, reporting, sentence

if TYPE_CHECKING:
    from domain.imports.past_runner import PastJob


async def import_past_orders(arguments: argparse.Namespace) -> int:
    """Import into the open database, and say how it went on the screen and in the report."""
    from bot.commands.common import shop_named
    from domain.imports.past_runner import PastJob, import_orders
    from domain.imports.port import UnreadableFile
    from domain.kit.actor import system
    from domain.kit.errors import ShopError
    from domain.reports.figures.rolling import freshen
    from integrations.feeds.orders.feed import OrdersFeed

    try:
        with reporting(arguments.report) as report:
            shop = await shop_named(arguments.shop)
            intent = "Checking" if arguments.dry_run else "Importing"
            print(f"{intent} the orders of {arguments.file.name} → {shop.name} ({shop.currency})", flush=True)
            job = PastJob(dry_run=arguments.dry_run, problem=report)
            await import_orders(system(shop.id), OrdersFeed(), arguments.file, job)
            await freshen(system(shop.id))
    except (UnreadableFile, ShopError, OSError) as error:
        print(sentence(error, arguments.file), file=sys.stderr)
        return UNREADABLE
    _print(job, arguments.dry_run)
    return SOME_REFUSED if job.counts.refused else ALL_IN


def _print(job: PastJob, dry_run: bool) -> None:
    print(" · ".join(f"{name} {number:,}" for name, number in asdict(job.counts).items()))
    for problem in job.problems[:ROWS_SHOWN]:
        where = f"line {problem.line or '–'}, order {printable(problem.key)}"
        print(f"{where}: {printable(problem.problem)} {problem.action}")
    if dry_run:
        print("Nothing was written.")
