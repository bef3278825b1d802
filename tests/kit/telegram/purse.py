"""Money: invoices, who pays them and how that goes, charges, Stars."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.kit.telegram.ask import Ask, FakeBot, Query
from tests.kit.telegram.chats import FakeMessage, Raw, stamp
from tests.kit.telegram.currencies import STARS
from tests.kit.telegram.queues import Pending

if TYPE_CHECKING:
    from tests.kit.telegram.fake import FakeTelegram
    from tests.kit.telegram.people import TelegramUser

SECONDS_TO_ANSWER = 10.0
AUSTIN = {
    "country_code": "US",
    "state": "Texas",
    "city": "Austin",
    "street_line1": "600 Congress Avenue",
    "street_line2": "",
    "post_code": "78701",
}
LINK = "https://t.me/$"


@dataclass(eq=False)
class Invoice:
    bot: FakeBot
    values: Raw

    @classmethod
    def of(cls, ask: Ask) -> Invoice:
        return cls(ask.bot, ask.values)

    @property
    def currency(self) -> str:
        return str(self.values["currency"])

    @property
    def total(self) -> int:
        return sum(price["amount"] for price in self.values["prices"])


@dataclass(eq=False)
class Charge:
    """Money that has moved, whether or not the shop ever hears of it."""

    id: str
    provider_id: str
    bot: FakeBot
    user: int
    currency: str
    amount: int
    payload: str
    at: int
    refunded: bool = False


@dataclass
class Outcome:
    """How a payment went. `refused`: the words shown to the person, or `timeout`, `declined`, `already paid`."""

    paid: bool = False
    refused: str = ""
    charge_id: str = ""
    total: int = 0
    options: list[Raw] = field(default_factory=list)
    receipt: FakeMessage | None = None


class Treasury:
    """What was charged and given back, in the order of time."""

    def __init__(self, fake: FakeTelegram) -> None:
        self.fake = fake
        self.links: dict[str, Invoice] = {}
        self.charges: list[Charge] = []
        self.transactions: list[tuple[FakeBot, Raw]] = []

    def link(self, invoice: Invoice) -> str:
        slug = f"slug{self.fake.fresh()}"
        self.links[slug] = invoice
        return f"{LINK}{slug}"

    def find(self, charge_id: str) -> Charge | None:
        return next((charge for charge in self.charges if charge.id == charge_id), None)

    def charge(self, invoice: Invoice, user: int, amount: int) -> Charge:
        number = self.fake.fresh()
        ids = (f"stx{number}", "") if invoice.currency == STARS else (f"tg_{number}", f"pr_{number}")
        charge = Charge(*ids, invoice.bot, user, invoice.currency, amount, invoice.values["payload"], stamp())
        self.charges.append(charge)
        if charge.currency == STARS:
            self.book(charge, "source")
        return charge

    def book(self, charge: Charge, side: str) -> None:
        partner = {"type": "user", "transaction_type": "invoice_payment", "user": self.fake.users[charge.user]}
        partner |= {"invoice_payload": charge.payload}
        line = {"id": charge.id, "amount": charge.amount, "date": stamp(), side: partner}
        self.transactions.append((charge.bot, line))

    def transactions_of(self, bot: FakeBot) -> list[Raw]:
        return [line for owner, line in self.transactions if owner is bot]

    def balance(self, bot: FakeBot) -> int:
        balance = 0
        for line in self.transactions_of(bot):
            balance += line["amount"] if "source" in line else -line["amount"]
        return balance

    def give_back(self, charge: Charge) -> Pending | None:
        """A refund by the bot, or by the store behind its back: the chat shows it, the bot is told."""
        charge.refunded = True
        self.book(charge, "receiver")
        fake, chat = self.fake, self.fake.chats[(charge.bot.id, charge.user)]
        about = {"currency": charge.currency, "total_amount": charge.amount, "invoice_payload": charge.payload}
        about |= {"telegram_payment_charge_id": charge.id}
        message = fake.put_message(chat, fake.users[charge.user], {"refunded_payment": about}, charge.bot)
        return charge.bot.updates.put("message", dict(message.raw), f"chat:{chat.id}")


@dataclass(eq=False)
class Payment:
    """One person on the way through one invoice."""

    person: TelegramUser
    invoice: Invoice
    tip: int
    address: Raw
    option: str | int
    contact: Raw
    outcome: Outcome = field(default_factory=Outcome)
    chosen: Raw | None = None

    @property
    def total(self) -> int:
        delivery = sum(int(price["amount"]) for price in (self.chosen or {}).get("prices", []))
        return self.invoice.total + self.tip + delivery

    @property
    def flexible(self) -> bool:
        values = self.invoice.values
        return bool(values.get("is_flexible") and values.get("need_shipping_address"))

    @property
    def order_info(self) -> Raw:
        """What the invoice asked the buyer for."""
        wanted = {"name": "need_name", "phone_number": "need_phone_number", "email": "need_email"}
        info = {name: self.contact[name] for name, need in wanted.items() if self.invoice.values.get(need)}
        return info | ({"shipping_address": self.address} if self.invoice.values.get("need_shipping_address") else {})

    def refused(self, why: str) -> bool:
        self.outcome.refused = why
        return False

    async def asks(self, kind: str, update: str, body: Raw) -> Query | None:
        """Put a question to the bot; the answer, or nothing when it came too late."""
        fake, bot = self.person.fake, self.invoice.bot
        query = fake.ask(kind, bot, self.person.id, SECONDS_TO_ANSWER)
        whole = {"id": query.id, "from": self.person.raw, "invoice_payload": self.invoice.values["payload"], **body}
        pending = bot.updates.put(update, whole, f"pay:{self.person.id}")
        patience = fake.patience if pending and bot.updates.listened else 0
        await fake.until(query.answered.is_set, patience)
        query.closed = True
        return query if query.answer else None

    async def ships(self) -> bool:
        if not self.flexible:
            return True
        query = await self.asks("shipping", "shipping_query", {"shipping_address": self.address})
        if query is None or query.answer is None:
            return self.refused("timeout")
        if not query.answer["ok"]:
            return self.refused(query.answer["error_message"])
        options = self.outcome.options = query.answer["shipping_options"]
        named = [option for option in options if self.option in (option["id"], option["title"])]
        self.chosen = named[0] if named else options[self.option if isinstance(self.option, int) else 0]
        return True

    async def checks(self) -> bool:
        body: Raw = {"currency": self.invoice.currency, "total_amount": self.total, **self.extras()}
        query = await self.asks("checkout", "pre_checkout_query", body)
        if query is None or query.answer is None:
            return self.refused("timeout")
        return True if query.answer["ok"] else self.refused(query.answer["error_message"])

    def extras(self) -> Raw:
        extras: Raw = {"shipping_option_id": self.chosen["id"]} if self.chosen else {}
        return extras | ({"order_info": self.order_info} if self.order_info else {})

    async def succeeds(self, alter: Raw) -> None:
        """The charge, and the message that tells of it; `alter` changes what the bot is told."""
        fake, bot = self.person.fake, self.invoice.bot
        charge = fake.treasury.charge(self.invoice, self.person.id, self.total)
        about = {"currency": charge.currency, "total_amount": charge.amount, "invoice_payload": charge.payload}
        about |= {"telegram_payment_charge_id": charge.id, "provider_payment_charge_id": charge.provider_id}
        content = {"successful_payment": about | self.extras() | alter}
        message = fake.put_message(self.person.chat, self.person.raw, content, bot)
        self.outcome = Outcome(True, "", charge.id, self.total, self.outcome.options, message)
        pending = bot.updates.put("message", dict(message.raw), f"chat:{self.person.chat.id}")
        await fake.delivered(pending, bot)


def found(person: TelegramUser, words: str, invoice: FakeMessage | str | None) -> tuple[Invoice, FakeMessage | None]:
    """The invoice behind a button with these words, a message, or a link."""
    if isinstance(invoice, str):
        return person.fake.treasury.links[invoice.removeprefix(LINK)], None
    message, button = (invoice, invoice.buttons[0][0]) if invoice else person.find(words)
    if button.url and button.url.startswith(LINK):
        return person.fake.treasury.links[button.url.removeprefix(LINK)], None
    assert message.invoice, f"{button.text!r} leads to no invoice"
    return message.invoice, message


async def pay(
    person: TelegramUser,
    words: str,
    *,
    invoice: FakeMessage | str | None = None,
    tip: int = 0,
    address: Raw | None = None,
    option: str | int = 0,
    contact: Raw | None = None,
    declined: bool = False,
    alter: Raw | None = None,
) -> Outcome:
    """Through shipping and checkout to the charge. `declined`: the bank says no after all, and nobody is told."""
    opened, message = found(person, words, invoice)
    payment = Payment(person, opened, tip, address or AUSTIN, option, contact or contact_of(person))
    assert 0 <= tip <= opened.values.get("max_tip_amount", 0), "the invoice takes no such tip"
    once = message is not None and "forward_origin" not in message.raw
    if message and once and message.paid:
        return Outcome(refused="already paid")
    if await payment.ships() and await payment.checks():
        if declined:
            payment.refused("declined")
        else:
            if message:
                message.paid = True
            await payment.succeeds(alter or {})
    return payment.outcome


def contact_of(person: TelegramUser) -> dict[str, Any]:
    name = person.raw["first_name"]
    return {"name": name, "phone_number": "14155552671", "email": f"{name.lower()}@example.com"}
