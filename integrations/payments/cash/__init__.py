"""Cash on delivery: nothing happens until the door."""

from __future__ import annotations

from collections.abc import Mapping

from domain.kit.money import Money
from domain.orders.views import OrderView, PaymentView
from domain.payments.port import Event, NextStep
from domain.shop.views import ShopView


class Cash:
    code = "cash"

    async def start(self, payment: PaymentView, order: OrderView, shop: ShopView) -> NextStep:  # noqa: ARG002
        return NextStep("none")

    async def refund(self, payment: PaymentView, amount: Money, key: str) -> str:  # noqa: ARG002
        """Handed back by a person, who records it."""
        return key

    def read_webhook(self, raw: bytes, headers: Mapping[str, str]) -> Event | None:  # noqa: ARG002
        return None
