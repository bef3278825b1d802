"""`hawker doctor`: the invariants of money and stock, on the live database."""

from __future__ import annotations

import argparse

from bot.config import Settings


def arguments(_name: str, _sub: argparse.ArgumentParser) -> None:
    return None


async def run(_arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.database import database, migrate
    from domain.reports.invariants import violations

    await migrate(settings)
    async with database(settings):
        found = await violations()
    for violation in found:
        print(f"{violation.code}: {violation.rows}")
    print("Everything adds up." if not found else f"{len(found)} things are wrong.")
    return 1 if found else 0
