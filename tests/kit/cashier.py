"""A shop that takes money inside Telegram, its customer before the sheet, and both books."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bot.config import Settings
from domain.kit.db import sql
from domain.kit.money import Money
from domain.orders.queries import order_by_number
from domain.orders.views import OrderView
from domain.payments.cards import keep_token
from tests.kit.store import AUSTIN, Store
from tests.kit.telegram_stage import Stage, telegram_app

CARD_TOKEN = "284685063:TEST:token-of-the-bank"
TYPED = f"{AUSTIN['line']}, {AUSTIN['city']}, TX {AUSTIN['postcode']}"


class Cashier:
    """What the shop's people do, and what both books say."""

    def __init__(self, stage: Stage, store: Store) -> None:
        self.stage = stage
        self.store = store
        self.fake = stage.fake

    @classmethod
    async def open(cls, stage: Stage, shop: Any, **settings: Any) -> Cashier:
        stage.bot.providers.add(CARD_TOKEN)
        await keep_token(shop.by, "test", CARD_TOKEN)
        await shop.settings(payment_methods=["telegram"], **settings)
        return cls(stage, await Store.open(shop))

    def user(self, name: str = "Anna") -> Any:
        return self.fake.user(self.stage.bot, name)

    async def order(self, number: int = 1001) -> OrderView:
        return await order_by_number(self.store.owner, number)

    async def count(self, table: str) -> int:
        return await self.store.kit.count(table)

    async def settle(self) -> None:
        await self.stage.settle()

    async def books_agree(self) -> None:
        """Every charge of Telegram is a payment of ours or waits for a person, with all that went back of it."""
        payments = await sql("SELECT provider_ref AS ref, amount, refunded FROM payment WHERE status = 'captured'")
        gone = "CASE WHEN cleared_at IS NULL THEN 0 ELSE amount END"
        strays = await sql(f"SELECT reference AS ref, amount, {gone} AS refunded FROM stray_charge")
        ours = {row["ref"]: (row["amount"], row["refunded"]) for row in (*payments, *strays)}
        theirs = {c.id: (c.amount, c.amount if c.refunded else 0) for c in self.fake.charges}
        assert ours == theirs


async def reviews(user: Any, product: int) -> Any:
    """From a link to the review; returns the user."""
    await user.opens(f"p{product}")
    await user.taps("Buy now")
    await user.sends(TYPED)
    await user.shares_contact()
    return user


def stars(number: int) -> Money:
    return Money(number, "XTR")


@asynccontextmanager
async def telegram_takes_money(settings: Settings, shop: Any, **changes: Any) -> AsyncIterator[Cashier]:
    """By polling on SQLite, by webhook on PostgreSQL; whatever happens, both books agree and every rule holds."""
    how = "polling" if "sqlite" in settings.database_url else "webhook"
    async with telegram_app(settings, shop, how, by_hand=True) as stage:
        cashier = await Cashier.open(stage, shop, **changes)
        yield cashier
        await cashier.settle()
        await cashier.books_agree()
        await cashier.store.nothing_broke()
