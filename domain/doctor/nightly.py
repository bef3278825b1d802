"""The look of every night: what is found stands on the owner's first page until it has been put right.

What is found is kept as audit rows, one for each change: so it can be seen later since when something was wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from domain.audit.actions import record
from domain.doctor.examine import violations
from domain.doctor.rule import Violation
from domain.doctor.rules import ALL, BESIDE, BOOKS, PEOPLE
from domain.kit.actor import Actor, Permission, require, system
from domain.kit.db import snapshot, sql, transaction
from domain.kit.rows import unpacked
from domain.shop.queries import shops

_RULES = (*BOOKS, *BESIDE, *PEOPLE)  # a worker that has just started has not done its work yet
_LAST = "SELECT action, changes FROM audit WHERE shop_id = $1 AND action IN ('doctor.found', 'doctor.well')"
_NEWEST = " ORDER BY at DESC, id DESC LIMIT 1"


async def look_over() -> int:
    """Look at every shop; returns how many rules do not hold."""
    ids = [shop.id for shop in await shops()]
    async with snapshot():
        found = await violations(_RULES)
    by_shop = _by_shop(found, ids)
    for shop_id in ids:
        await _keep(system(shop_id), by_shop[shop_id])
    return len(found)


def _by_shop(found: Sequence[Violation], ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """How many rows break which rule; what is the whole installation's is told in its first shop."""
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for violation in found:
        for row in violation.rows:
            mine = counts[row["shop_id"] or ids[0]]
            mine[violation.code] = mine.get(violation.code, 0) + 1
    return counts


async def _keep(by: Actor, counts: Mapping[str, int]) -> None:
    if await _last(by) == counts:
        return
    facts = {"rules": counts}
    async with transaction():
        if counts:
            await record(by, "doctor.found", "shop", facts)
        else:
            await record(by, "doctor.well", "shop", facts)


async def _last(by: Actor) -> dict[str, int]:
    rows = await sql(_LAST + _NEWEST, by.shop_id)
    return dict(unpacked(rows[0]["changes"])["rules"]) if rows else {}


async def complaints(by: Actor) -> tuple[str, ...]:
    """The promises that did not hold at the last look, to be translated. Raises `NotAllowed`."""
    require(by, Permission.EDIT_SETTINGS)
    codes = await _last(by)
    return tuple(rule.promise for rule in ALL if rule.code in codes)
