"""Another process that writes and does not end."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg


@asynccontextmanager
async def locked(db: Any) -> AsyncIterator[None]:
    """On SQLite nobody else can write, on PostgreSQL nobody to what a checkout writes."""
    url = db.database_url
    if "sqlite" in url:
        other = sqlite3.connect(url.removeprefix("sqlite://").partition("?")[0], isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.rollback()
            other.close()
        return
    writer = await asyncpg.connect(url)
    try:
        async with writer.transaction():
            await writer.execute("LOCK TABLE orders, payment, stock_level, cart IN EXCLUSIVE MODE")
            yield
    finally:
        await writer.close()
