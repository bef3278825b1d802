"""Every update comes three times, late and out of order with its neighbours' queues: the shop ends up the same.

Orders, money, goods and news do. Carts are left out: a copy of "Buy now" that comes after the order shows its result
anew, which is a review with the thing in it, and nothing is owed for that.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from random import Random
from typing import Any

import pytest

from domain.doctor.examine import violations
from domain.kit.db import sql
from tests.kit.people import Person
from tests.kit.store import AUSTIN, PHONE

Act = Callable[[Person], Awaitable[None]]
_WHAT = (
    "SELECT i.external_id, o.status, o.total, o.payment_method, o.cancel_reason, l.title, l.quantity, l.total AS line"
    " FROM orders o JOIN order_line l ON l.order_id = o.id JOIN channel_identity i ON i.customer_id = o.customer_id",
    "SELECT i.external_id, h.from_status, h.to_status FROM order_history h JOIN orders o ON o.id = h.order_id"
    " JOIN channel_identity i ON i.customer_id = o.customer_id",
    "SELECT p.provider, p.amount, p.refunded, p.status FROM payment p",
    "SELECT variant_id, on_hand, reserved FROM stock_level",
    "SELECT variant_id, kind, quantity FROM stock_move",
    "SELECT i.external_id, a.line, a.city FROM address a JOIN channel_identity i ON i.customer_id = a.customer_id",
    "SELECT topic, status FROM outbox",
    "SELECT COUNT(*) AS n FROM failed_update",
)


async def state() -> list[list[str]]:
    """All that the updates have done, whoever was first."""
    return [sorted(str(list(row.values())) for row in await sql(query)) for query in _WHAT]


class Queue:
    """One person's updates, in their order; copies of old ones come between."""

    def __init__(self, person: Person, acts: list[Act], dice: Random, copies: int) -> None:
        self.person, self.acts, self.dice, self.copies = person, list(acts), dice, copies
        self.again: list[dict[str, Any]] = []

    async def goes_on(self) -> None:
        if self.acts and (not self.again or self.dice.random() < 0.5):
            await self.acts.pop(0)(self.person)
            self.again += [self.person.last] * self.copies
        elif self.again:
            await self._comes_again(self.again.pop(self.dice.randrange(len(self.again))))

    async def _comes_again(self, message: dict[str, Any]) -> None:
        """The person has not pressed anything: what is on their screen stays theirs."""
        shown, cards = self.person.screen, dict(self.person.cards)
        await self.person.sends(dict(message))
        self.person.screen, self.person.cards = shown, cards

    @property
    def left(self) -> bool:
        return bool(self.acts or self.again)


def buying(product: int, *more: str) -> list[Act]:
    """To an order, and on by these buttons."""
    taps: list[Act] = [lambda p, label=label: p.taps_on(label) for label in ("Order · pay", *more)]
    return [
        lambda p: p.opens(f"p{product}"),
        lambda p: p.taps_on("Buy now"),
        lambda p: p.fills("checkout", **AUSTIN, phone=PHONE),
        *taps,
    ]


async def played(app: Any, shop: Any, person: Any, seed: int, copies: int) -> list[list[str]]:
    teapot = await shop.product("Teapot", price="24.00", stock=9)
    stays: list[Act] = [lambda p: p.opens(f"p{teapot}"), lambda p: p.taps_on("Add to cart")]
    scripts = {"anna": buying(teapot), "boris": buying(teapot, "Cancel order", "Yes, cancel"), "clara": stays}
    dice = Random(seed)
    queues = [Queue(person(name), acts, dice, copies) for name, acts in scripts.items()]
    while waiting := [queue for queue in queues if queue.left]:
        await dice.choice(waiting).goes_on()
    await app.jobs.run_outbox()
    assert await violations() == []
    return await state()


_once: dict[str, list[list[str]]] = {}


@pytest.mark.parametrize("seed", [0, 1, 2, 3])
async def test_three_times_and_shuffled_is_the_same_as_once(db, app, shop, store, person, seed):
    """Seed 0 plays every update once, the others three times."""
    kind = db.database_url.partition(":")[0]
    found = await played(app, shop, person, seed, copies=2 if seed else 0)
    assert _once.setdefault(kind, found) == found
    assert await sql("SELECT COUNT(*) AS n FROM orders") == [{"n": 2}]
