"""One act on all customers that fit a list, in parts, each its own transaction with its audit rows."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from domain.customers import desk
from domain.customers.narrowing import PeopleFilters, conditions
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import sql
from domain.kit.errors import N_, BadInput
from domain.kit.rows import Values

READ = 10_000
_ALL = "SELECT COUNT(*) AS n, COALESCE(SUM(p.id), 0) AS numbers FROM customer p WHERE {where}"
_NEXT = "SELECT p.id FROM customer p WHERE {where} AND p.id > {last} ORDER BY p.id LIMIT {limit}"


@dataclass(frozen=True, slots=True)
class Everybody:
    """How many fit. `mark` differs when one has gone and another has come, too."""

    count: int
    mark: str


async def fitting(by: Actor, filters: PeopleFilters) -> Everybody:
    """All that fit, counted to the last one. Raises `NotAllowed`."""
    require(by, Permission.EDIT_CUSTOMERS)
    values = Values([by.shop_id])
    where = " AND ".join(await conditions(by, filters, values))
    row = (await sql(_ALL.format(where=where), *values))[0]
    return Everybody(int(row["n"]), f"{row['n']}.{int(row['numbers'])}")


async def tag_every(by: Actor, filters: PeopleFilters, tag: str, *, on: bool) -> int:
    """Put a tag on all that fit, or take it off; returns how many they are. Raises `BadInput`, `NotAllowed`."""
    if not desk.tidy_tag(tag):
        raise BadInput({"tag": N_("Write the tag.")})
    return await _run(by, filters, lambda ids: desk.tag_many(by, ids, tag, on=on))


async def block_every(by: Actor, filters: PeopleFilters, *, on: bool) -> int:
    """Take no more orders from all that fit, or take them again; returns how many they are. Raises `NotAllowed`."""
    return await _run(by, filters, lambda ids: desk.block_many(by, ids, on=on))


async def _run(by: Actor, filters: PeopleFilters, act: Callable[[list[int]], Awaitable[int]]) -> int:
    require(by, Permission.EDIT_CUSTOMERS)
    return sum([await act(ids) async for ids in _parts(by, filters)])


async def _parts(by: Actor, filters: PeopleFilters) -> AsyncIterator[list[int]]:
    """By number: whoever no longer fits after the act is neither met twice nor makes another be left out."""
    last, found = 0, [0] * READ
    while len(found) == READ:
        values = Values([by.shop_id])
        where = " AND ".join(await conditions(by, filters, values))
        rows = await sql(_NEXT.format(where=where, last=values.put(last), limit=READ), *values)
        found = [int(row["id"]) for row in rows]
        for start in range(0, len(found), desk.AT_ONCE):
            yield found[start : start + desk.AT_ONCE]
        last = found[-1] if found else last
