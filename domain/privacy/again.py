"""Erasures that outlive the database: which people were erased, and erasing them again after an older backup came back.

What is noted says nothing about anybody: numbers, an instant, and a mark by which another installation's note is told
from our own.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from domain.kit.actor import Actor, system
from domain.kit.db import sql, transaction
from domain.kit.rows import moment, row_lock, unpacked
from domain.privacy.actions import forget

Ask = Callable[[str], Awaitable[list[tuple[Any, ...]]]]
_LINE = re.compile(r"(?P<at>\S{19,40}) (?P<shop>\d{1,18}) (?P<customer>\d{1,18}) (?P<mark>[0-9a-f]{16})")
_PEOPLE = "SELECT p.shop_id, p.id, p.erased_at FROM customer p WHERE p.erased_at IS NOT NULL ORDER BY p.id"
_SHOPS = "SELECT s.id, s.created_at FROM shop s"
_MERGED = "a.action IN ('customer.joined', 'customer.merged')"
_MERGES = f"SELECT a.shop_id, a.subject, a.changes FROM audit a WHERE {_MERGED}"  # noqa: S608
_BECAME = f"SELECT a.changes FROM audit a WHERE a.shop_id = $1 AND a.subject = $2 AND {_MERGED}"  # noqa: S608
_ONE = (
    "SELECT p.erased_at, s.created_at FROM customer p JOIN shop s ON s.id = p.shop_id"
    " WHERE p.shop_id = $1 AND p.id = $2 AND p.erased_at IS NOT NULL"
)
_BACK = "SELECT p.id FROM customer p WHERE p.shop_id = $1 AND p.id = $2 AND p.erased_at IS NULL AND p.created_at <= $3"
_CHATS = "SELECT c.id FROM chat c WHERE c.shop_id = $1 AND c.customer_id = $2"
_WORK = tuple(f"DELETE FROM {table} WHERE chat_id IN ({_CHATS})" for table in ("staff_telegram", "staff_group"))  # noqa: S608


@dataclass(frozen=True, slots=True)
class Erased:
    """Somebody who was erased. `mark` belongs to their shop in this installation."""

    at: datetime
    shop_id: int
    customer_id: int
    mark: str

    @property
    def line(self) -> str:
        return f"{self.at.astimezone(UTC).isoformat()} {self.shop_id} {self.customer_id} {self.mark}"


def read_line(line: str) -> Erased | None:
    """What a line says; None for one that was cut off or is none."""
    found = _LINE.fullmatch(line.strip())
    if not found:
        return None
    try:
        at = datetime.fromisoformat(found["at"])
    except ValueError:
        return None
    return Erased(at, int(found["shop"]), int(found["customer"]), found["mark"]) if at.tzinfo else None


async def erased(by: Actor, customer_id: int) -> tuple[Erased, ...]:
    """An erasure to be noted, with everybody who had become this customer: an older backup has them apart."""
    rows = await sql(_ONE, by.shop_id, customer_id)
    if not rows:
        return ()
    at, mark = _instant(rows[0]["erased_at"]), _mark(by.shop_id, _instant(rows[0]["created_at"]))
    people = [customer_id]
    for one in people:
        became = await sql(_BECAME, by.shop_id, f"customer:{one}")
        people += [was for row in became if (was := int(unpacked(row["changes"])["was"])) not in people]
    return tuple(Erased(at, by.shop_id, one, mark) for one in people)


async def everybody_erased(ask: Ask) -> tuple[Erased, ...]:
    """Every erasure a database knows of, in all its shops. `ask` gives the rows of a statement, as tuples."""
    people = await ask(_PEOPLE)
    if not people:
        return ()
    marks = {shop_id: _mark(shop_id, _instant(created_at)) for shop_id, created_at in await ask(_SHOPS)}
    became: dict[tuple[int, str], list[int]] = defaultdict(list)
    for shop_id, subject, changes in await ask(_MERGES):
        became[shop_id, subject].append(int(unpacked(changes)["was"]))
    return tuple(
        Erased(_instant(at), shop_id, one, marks[shop_id])
        for shop_id, customer_id, at in people
        for one in _with(shop_id, customer_id, became)
    )


def _with(shop_id: int, customer_id: int, became: Mapping[tuple[int, str], Sequence[int]]) -> list[int]:
    """They and who was merged into them, and into those."""
    found = [customer_id]
    for one in found:
        found += [was for was in became.get((shop_id, f"customer:{one}"), ()) if was not in found]
    return found


def _instant(value: Any) -> datetime:
    """An instant as a raw row of either kind of database gives it."""
    at = moment(value)
    assert at is not None  # noqa: S101 - the columns asked for are never empty
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _mark(shop_id: int, created_at: datetime) -> str:
    words = f"erased|{shop_id}|{created_at.astimezone(UTC).isoformat()}"
    return hashlib.sha256(words.encode()).hexdigest()[:16]


async def erase_again(noted: Collection[Erased]) -> int:
    """Erase whom a restored database has brought back, whatever it thinks is under way; returns how many.

    They had nothing under way when they were erased: what waits in the older database has ended since.
    """
    marks = {row["id"]: _mark(row["id"], _instant(row["created_at"])) for row in await sql(_SHOPS)}
    ours = [one for one in noted if one.mark == marks.get(one.shop_id)]
    return sum([await _again(system(one.shop_id), one) for one in sorted(ours, key=lambda one: one.customer_id)])


async def _again(by: Actor, one: Erased) -> bool:
    """Whether they were there. Somebody who came after the erasure is somebody else, whatever their number."""
    async with transaction():
        if not await sql(f"{_BACK} {row_lock('p')}", by.shop_id, one.customer_id, one.at):
            return False
        for statement in _WORK:
            await sql(statement, by.shop_id, one.customer_id)
        await forget(by, one.customer_id)
    return True
