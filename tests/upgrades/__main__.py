"""Write the newest schema of both databases in one piece: `make schema`."""

from __future__ import annotations

import asyncio
import uuid

from bot.schema import heading, in_one_piece
from tests.kit.postgres import create_database, drop_database
from tests.upgrades.recording import steps


async def main() -> None:
    name = f"schema_{uuid.uuid4().hex[:12]}"
    try:
        for url in ("sqlite://:memory:", await create_database(name)):
            file = in_one_piece(url.partition(":")[0])
            file.write_text(heading() + await steps(url), encoding="utf-8")
            print(f"wrote {file.name}")
    finally:
        await drop_database(name)


if __name__ == "__main__":
    asyncio.run(main())
