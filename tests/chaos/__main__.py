"""The chaos run by hand: `make chaos`, or `.venv/bin/python -m tests.chaos --seed 7 --minutes 20 --url postgres`."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.config import Settings
from bot.database import database, migrate
from bot.logs import configure
from tests.chaos.plan import Plan
from tests.chaos.run import Chaos
from tests.kit import postgres


def arguments() -> argparse.Namespace:
    plan = Plan()
    parser = argparse.ArgumentParser(prog="chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=plan.seed, help="who does what, and what goes wrong")
    parser.add_argument(
        "--minutes",
        type=float,
        default=plan.minutes,
        help="of storm; settling comes on top",
    )
    parser.add_argument("--writes", type=int, default=plan.writes, help="end the storm after so many")
    parser.add_argument("--shops", type=int, default=plan.shops)
    parser.add_argument("--customers", type=int, default=plan.customers)
    parser.add_argument(
        "--at-once",
        type=int,
        default=plan.at_once,
        help="customers in the shops at a time",
    )
    parser.add_argument(
        "--kills-every",
        type=float,
        default=plan.kills_every,
        help="seconds, 0 for no kills",
    )
    parser.add_argument(
        "--settle",
        type=float,
        default=plan.settle,
        help="seconds for everything to come to rest",
    )
    parser.add_argument(
        "--url",
        default="",
        help="an EMPTY database; `postgres` for one of the run's own; else SQLite in a new folder",
    )
    parser.add_argument(
        "--folder",
        type=Path,
        help="a new folder to keep logs, books and the SQLite file in",
    )
    return parser.parse_args()


@asynccontextmanager
async def place(url: str, data: Path) -> AsyncIterator[str]:
    """The database of the run."""
    if url != "postgres":
        yield url or f"sqlite://{data}/hawker.sqlite3"
        return
    name = f"chaos_{uuid.uuid4().hex[:12]}"
    made = await postgres.create_database(name)
    try:
        yield made
    finally:
        await postgres.drop_database(name)


async def main(chosen: argparse.Namespace, folder: Path) -> int:
    names = (
        "seed",
        "minutes",
        "writes",
        "shops",
        "customers",
        "at_once",
        "kills_every",
        "settle",
    )
    plan = Plan(**{name: getattr(chosen, name) for name in names})
    data = folder / "data"
    data.mkdir(parents=True)
    async with place(chosen.url, data) as url:
        settings = Settings(data_dir=data, database_url=url, secret_key="chaos", port=0)
        await migrate(settings)
        async with database(settings):
            report = await Chaos(plan, settings, folder).run()
    print("\n".join(report.lines()))
    return 0 if report.held else 1


if __name__ == "__main__":
    configure(json=False, level="ERROR")
    chosen = arguments()
    if chosen.folder:
        sys.exit(asyncio.run(main(chosen, chosen.folder.absolute())))
    with tempfile.TemporaryDirectory(prefix="hawker-chaos-") as temporary:
        sys.exit(asyncio.run(main(chosen, Path(temporary))))
