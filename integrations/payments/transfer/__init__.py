"""Bank transfer: the customer copies account, amount and reference; a person confirms what arrives."""

from __future__ import annotations

from collections.abc import Mapping

from domain.kit.money import Money
from domain.orders.views import OrderView, PaymentView
from domain.payments.port import Event, NextStep
from domain.shop.views import ShopView


class Transfer:
    code = "transfer"

    async def start(self, payment: PaymentView, order: OrderView, shop: ShopView) -> NextStep:
        settings = shop.settings
        facts: tuple[tuple[str, str | Money], ...] = (
            ("holder", settings.transfer_holder),
            ("account", settings.transfer_account),
            ("bank", settings.transfer_bank),
            ("amount", payment.amount),
            ("reference", str(order.number)),
        )
        return NextStep("instructions", tuple(fact for fact in facts if fact[1] != ""))

    async def refund(self, payment: PaymentView, amount: Money, key: str) -> str:  # noqa: ARG002
        """Sent back by a person, who records it."""
        return key

    def read_webhook(self, raw: bytes, headers: Mapping[str, str]) -> Event | None:  # noqa: ARG002
        return None
