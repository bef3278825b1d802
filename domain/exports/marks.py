"""A word that is another one as soon as a market would be told something else."""

from __future__ import annotations

from domain.catalog.fragments import on_sale
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import sql

_VERSION = "SELECT catalog_version AS version FROM shop WHERE id = $1"
# units are weighed by their variant, so that two changes that balance each other do not look like none
_STOCK = """
SELECT COALESCE(SUM(((on_hand - reserved) % 9973) * (variant_id % 99991)), 0) AS units FROM stock_level
WHERE shop_id = $1
"""
_SALES = "SELECT COUNT(*) AS n FROM variant v WHERE v.shop_id = $1 AND {running}"


async def feed_mark(by: Actor) -> str:
    """What a feed for markets depends on: the catalogue's version, stock, and the sales that run at this moment."""
    version = (await sql(_VERSION, by.shop_id))[0]["version"]
    units = (await sql(_STOCK, by.shop_id))[0]["units"]
    sales = (await sql(_SALES.format(running=on_sale("$2")), by.shop_id, now()))[0]["n"]
    return f"{version}-{int(units)}-{sales}"
