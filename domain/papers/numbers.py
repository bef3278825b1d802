"""Numbers without gaps: taken in the transaction that uses them, so that what fails gives its number back."""

from __future__ import annotations

from domain.audit.actions import record
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import sql, transaction
from domain.papers.errors import NumbersGoUp

_TAKE = """
INSERT INTO paper_series (shop_id, name, value, skipped) VALUES ($1, $2, 1, 0)
ON CONFLICT (shop_id, name) DO UPDATE SET value = paper_series.value + 1 RETURNING value
"""
_MOVE = """
INSERT INTO paper_series (shop_id, name, value, skipped) VALUES ($1, $2, $3, $3)
ON CONFLICT (shop_id, name) DO UPDATE SET value = $3, skipped = paper_series.skipped + $3 - paper_series.value
WHERE paper_series.value <= $3 OR paper_series.value = paper_series.skipped RETURNING value
"""
_NEXT = "SELECT value, skipped FROM paper_series WHERE shop_id = $1 AND name = $2"
HIGHEST = 10**9


async def take_number(by: Actor, series: str) -> int:
    """The next number, inside the caller's transaction; who else wants one waits until it ends."""
    return int((await sql(_TAKE, by.shop_id, series))[0]["value"])


async def standing(by: Actor, series: str) -> tuple[int, bool]:
    """The number the next paper gets, and whether any has one."""
    rows = await sql(_NEXT, by.shop_id, series)
    return (int(rows[0]["value"]) + 1, rows[0]["value"] != rows[0]["skipped"]) if rows else (1, False)


async def set_next(by: Actor, series: str, number: int) -> None:
    """Go on with this number. Once papers carry numbers of the series they only go up; the step is in the audit log.

    Raises `NumbersGoUp`, `NotAllowed`.
    """
    require(by, Permission.EDIT_SETTINGS)
    async with transaction():
        was, _ = await standing(by, series)
        if number == was:
            return
        if not 1 <= number <= HIGHEST or not await sql(_MOVE, by.shop_id, series, number - 1):
            raise NumbersGoUp(next=was)
        await record(by, "papers.numbered", f"series:{series}", {"next": [was, number]})
