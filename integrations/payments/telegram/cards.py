"""A card on Telegram's sheet. Telegram keeps no books of it and gives nothing back: that is done at the bank."""

from __future__ import annotations

from domain.payments.port import Ask, NextStep
from domain.shop.native import BY_CARD


class Cards:
    code = BY_CARD

    async def start(self, ask: Ask) -> NextStep:
        return NextStep("invoice", session=ask.payment.session)
