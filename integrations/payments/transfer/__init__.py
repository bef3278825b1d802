"""Bank transfer: the customer copies account, amount and reference; a person confirms what arrives."""

from __future__ import annotations

from domain.kit.money import Money
from domain.payments.port import Ask, NextStep


class Transfer:
    code = "transfer"

    async def start(self, ask: Ask) -> NextStep:
        settings = ask.shop.settings
        facts: tuple[tuple[str, str | Money], ...] = (
            ("holder", settings.transfer_holder),
            ("account", settings.transfer_account),
            ("bank", settings.transfer_bank),
            ("amount", ask.payment.amount),
            ("reference", str(ask.order.number)),
        )
        return NextStep("instructions", tuple(fact for fact in facts if fact[1] != ""))
