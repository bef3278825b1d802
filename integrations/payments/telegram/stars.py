"""Telegram Stars: the bot's own list of what has come and gone back is the provider's book."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from aiogram.methods import GetStarTransactions, RefundStarPayment, TelegramMethod
from aiogram.types import StarTransaction, StarTransactions, TransactionPartnerUser

from domain.kit.money import STARS, Money
from domain.orders.views import PaymentView
from domain.payments.port import Ask, Charge, Event, Keys, NextStep, ProviderError, Returned, State
from domain.shop.native import BY_STARS
from domain.shop.views import ShopView

PAGE = 100
MARGIN = timedelta(minutes=1)  # Telegram counts in whole seconds, by a clock of its own
ONCE = "CHARGE_ALREADY_REFUNDED"


class Caller(Protocol):
    """Whoever speaks to Telegram for a shop. Raises `ProviderError`."""

    async def call(self, shop_id: int, method: TelegramMethod[Any]) -> Any: ...


class Stars:
    """`caller` asks Telegram. The account is the shop itself: its bot's token is what opens its book."""

    code = BY_STARS

    def __init__(self, caller: Caller) -> None:
        self.caller = caller
        self._read: dict[int, int] = {}

    async def connect(self, shop: ShopView) -> Keys | None:
        if not shop.telegram:  # what waits for its bot is tried again
            raise ProviderError("the shop has no bot in Telegram", permanent=False)
        return Keys(str(shop.id), "", ())

    async def start(self, ask: Ask) -> NextStep:
        return NextStep("invoice", session=ask.payment.session)

    async def status(self, payment: PaymentView, keys: Keys) -> State:
        """Found by the invoice's payload, from the time the payment was let through."""
        since = datetime.fromisoformat(payment.facts["at"]) if payment.facts.get("at") else None
        if not payment.session or since is None:
            return State("unknown")
        charges = await self._told(int(keys.account), since)
        found = [charge for charge in charges if charge.key == payment.session]
        return State("captured", charges=tuple(found)) if found else State("unknown")

    async def close(self, payment: PaymentView, keys: Keys) -> State:
        """An invoice cannot be taken back: the gate refuses it from now on."""
        return await self.status(payment, keys)

    async def refund(self, payment: PaymentView, amount: Money, key: str, keys: Keys) -> Returned:
        """The whole payment, to who paid it."""
        payer = str(payment.facts.get("payer", ""))
        if amount != payment.amount:
            raise ProviderError("Stars go back only all at once", permanent=True)
        if not payer.isdecimal():
            raise ProviderError("who paid is not known", permanent=True)
        method = RefundStarPayment(user_id=int(payer), telegram_payment_charge_id=payment.reference)
        try:
            await self.caller.call(int(keys.account), method)
        except ProviderError as error:
            if ONCE not in str(error):
                raise
            await self._sure(payment, keys)
        return Returned(payment.reference, amount, key)

    async def _sure(self, payment: PaymentView, keys: Keys) -> None:
        """Telegram says that it has gone back: its own book must say so too. Raises `ProviderError`."""
        since = payment.captured_at or datetime.fromtimestamp(0, UTC)
        for charge in await self._told(int(keys.account), since):
            if charge.reference == payment.reference and charge.refunds:
                return
        raise ProviderError("said to be refunded, but not in Telegram's book", permanent=False)

    async def charges(self, keys: Keys, since: datetime) -> AsyncIterator[Charge]:
        for charge in await self._told(int(keys.account), since, remember=True):
            yield charge

    async def _told(self, shop_id: int, since: datetime, *, remember: bool = False) -> list[Charge]:
        """Telegram tells the oldest first: what was too old when its books were compared is not read again."""
        since, lines = since - MARGIN, await self._lines(shop_id)
        if remember:
            self._read[shop_id] += sum(line.date < since for line in lines)
        told: dict[str, list[StarTransaction]] = {}
        for line in lines:
            if line.date >= since and _customer(line):
                told.setdefault(line.id, []).append(line)
        return [_charge(each) for each in told.values()]

    async def _lines(self, shop_id: int) -> list[StarTransaction]:
        """Everything from where reading begins. Another bot has a list of its own, which may be shorter."""
        start = self._read.setdefault(shop_id, 0)
        if start and not await self._page(shop_id, start - 1):
            start = self._read[shop_id] = 0
        lines = page = await self._page(shop_id, start)
        while len(page) == PAGE:
            page = await self._page(shop_id, start + len(lines))
            lines = lines + page
        return lines

    async def _page(self, shop_id: int, offset: int) -> list[StarTransaction]:
        found: StarTransactions = await self.caller.call(shop_id, GetStarTransactions(offset=offset, limit=PAGE))
        return found.transactions

    def read_webhook(self, raw: bytes, headers: Mapping[str, str], keys: Keys) -> Event | None:  # noqa: ARG002
        """Telegram tells the bot, never a webhook of ours."""
        return None


def _customer(line: StarTransaction) -> TransactionPartnerUser | None:
    """Whom an invoice of ours was paid by, or given back to."""
    side = line.source or line.receiver
    return side if isinstance(side, TransactionPartnerUser) and side.invoice_payload else None


def _charge(lines: list[StarTransaction]) -> Charge:
    """What came, and what went back under the same name; either may be older than what was asked for."""
    first = lines[0]
    person, amount = _customer(first), Money(first.amount, STARS)
    refunds = tuple(Returned(line.id, Money(line.amount, STARS)) for line in lines if line.receiver)
    payload, payer = (person.invoice_payload or "", str(person.user.id)) if person else ("", "")
    return Charge(first.id, payload, amount, first.date, refunds, payer=payer)
