"""The people of a shop: they pack, send, cancel, give money back, count shelves and put new codes on sale."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

from domain.kit.db import is_away, sql
from domain.kit.errors import ShopError
from domain.kit.money import Money
from domain.orders.states import MOVES
from domain.payments import actions as payments
from domain.stock.actions import adjust
from domain.wallet.actions import give_credit
from tests.chaos.bazaar import Stall, more_codes

PAUSE = (0.4, 1.6)
FEW_CODES = 10
_keys = count(1)
_OPEN = """SELECT id, status, currency, total, customer_id FROM orders WHERE shop_id = $1
AND status <> 'awaiting_payment' ORDER BY id DESC LIMIT 40"""
_UNSOLD = "SELECT COUNT(*) AS n FROM digital_key WHERE shop_id = $1 AND order_line_id IS NULL"
Row = dict[str, Any]


@dataclass
class Merchant:
    """What they do is done in this process, as by a panel that nobody kills, on the same database."""

    stall: Stall
    dice: Random
    did: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    async def works(self) -> None:
        """Until cancelled. What the shop refuses is refused; a database that is away is waited for."""
        on_orders = [
            self.moves,
            self.moves,
            self.moves,
            self.refunds,
            self.cancels,
            self.credits,
        ]
        while True:
            await asyncio.sleep(self.dice.uniform(*PAUSE))
            rows = await sql(_OPEN, self.stall.kit.id)
            if rows and self.dice.random() < 0.8:
                act, row = self.dice.choice(on_orders), self.dice.choice(rows)
                await self._try(act.__name__, lambda act=act, row=row: act(row))  # type: ignore[misc]
            else:
                await self._try("shelves", self.dice.choice((self.counts, self.codes)))

    async def _try(self, what: str, act: Callable[[], Awaitable[None]]) -> None:
        try:
            await act()
        except ShopError as refusal:
            self.refused[f"{what}: {type(refusal).__name__}"] += 1
        except Exception as error:
            if not is_away(error):
                raise
        else:
            self.did[what] += 1

    async def moves(self, row: Row) -> None:
        onward = sorted(to.value for to in MOVES[row["status"]] if to.value not in ("cancelled", "placed"))
        if onward:
            await payments.advance(self.stall.kit.owner, row["id"], self.dice.choice(onward))

    async def cancels(self, row: Row) -> None:
        if self.dice.random() < 0.4:
            await payments.cancel(self.stall.kit.owner, row["id"], "closed")

    async def refunds(self, row: Row) -> None:
        """All or a part, to where it came from or into the wallet; pressed twice under one key now and then."""
        amount = Money(self.dice.choice((row["total"], row["total"] // 2, 100)), row["currency"])
        wallet, key = self.dice.random() < 0.4, f"k{next(_keys)}"
        for _ in range(self.dice.choice((1, 1, 2))):
            await payments.refund(self.stall.kit.owner, row["id"], amount, "broken", key, to_wallet=wallet)

    async def credits(self, row: Row) -> None:
        amount = Money(self.dice.randint(100, 900), self.stall.kit.currency)
        await give_credit(self.stall.kit.owner, row["customer_id"], amount, "sorry", f"c{next(_keys)}")

    async def counts(self) -> None:
        """New goods come, some break."""
        variant = self.dice.choice(list(self.stall.variants.values()))
        await adjust(self.stall.kit.owner, variant, self.dice.choice((-3, 5, 10, 20)), "delivery")

    async def codes(self) -> None:
        if (await sql(_UNSOLD, self.stall.kit.id))[0]["n"] < FEW_CODES:
            await more_codes(self.stall, 20)
