"""A messenger's payment sheet: what it asks before money moves, and what it says afterwards."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import BaseFilter
from aiogram.types import (
    Message,
    OrderInfo,
    PreCheckoutQuery,
    RefundedPayment,
    ShippingAddress,
    ShippingQuery,
    SuccessfulPayment,
)

from domain.cart.actions.form import Filled
from domain.cart.express import SheetOption, sheet_options
from domain.chats.views import ChatView
from domain.customers.phones import PhoneRefused, normalise
from domain.events.actions import note
from domain.kit.actor import Actor
from domain.kit.errors import BadInput, ShopError
from domain.kit.i18n import Translator
from domain.kit.money import STARS, Money
from domain.payments.actions import Receipt, Sheet, admit, receive, taken_back
from domain.payments.errors import InvoiceGone
from domain.payments.payloads import read_payload
from domain.payments.queries import subject_of
from domain.shop.native import BY_CARD, BY_STARS
from domain.shop.views import ShopView
from handlers.cart.words import arrives
from handlers.checkout.flow import next_screen
from handlers.orders.flow import private_link
from handlers.payment.flow import payment_of
from handlers.payment.screens import lost_card, saved_card
from handlers.product.text import cut
from handlers.reply import PreCheckoutAnswer, Reply, ShippingAnswer, ShippingChoice
from handlers.screen import Screen

OPTIONS, OPTION_TITLE = 8, 100


class IsPaid(BaseFilter):
    async def __call__(self, message: Message) -> bool:
        return message.successful_payment is not None


class IsTakenBack(BaseFilter):
    async def __call__(self, message: Message) -> bool:
        return message.refunded_payment is not None


def listen(router: Router) -> None:
    """Let a journey's router hear payment sheets."""
    router.pre_checkout_query.register(pre_checkout)
    router.shipping_query.register(shipping)
    router.message.register(paid, IsPaid())
    router.message.register(money_back, IsTakenBack())


async def pre_checkout(query: PreCheckoutQuery, me: Actor, t: Translator, shop: ShopView, chat: ChatView) -> Reply:
    """The last word before a charge: the refusal is said on the sheet, and what holds now is shown in the chat."""
    note(me, "pay", taps=chat.taps)
    try:
        await admit(me, _asked(query, shop), taps=chat.taps, messages=chat.messages)
    except ShopError as refusal:
        said = _refused(refusal, t)
        fresh = await _fresh(query.invoice_payload, me, t, shop, chat)
        return (PreCheckoutAnswer(ok=False, error=said), *fresh)
    return PreCheckoutAnswer(ok=True)


def _asked(query: PreCheckoutQuery, shop: ShopView) -> Sheet:
    filled = _filled(query.order_info, query.shipping_option_id, shop)
    amount = Money(query.total_amount, query.currency)
    return Sheet(query.invoice_payload, _provider(query.currency), amount, query.id, filled)


def _provider(currency: str) -> str:
    return BY_STARS if currency == STARS else BY_CARD


def _filled(info: OrderInfo | None, option: str | None, shop: ShopView) -> Filled | None:
    """What the sheet itself has asked for. Raises `PhoneRefused`."""
    if info is None or info.shipping_address is None:
        return None
    return Filled(
        name=info.name or "",
        phone=_phone(info.phone_number or "", shop),
        address=_place(info.shipping_address),
        method_id=int(option) if option and option.isdecimal() and len(option) < 16 else 0,
    )


def _phone(typed: str, shop: ShopView) -> str:
    """Telegram leaves the plus out of a number it knows."""
    if not typed:
        return ""
    try:
        return normalise(typed if typed.startswith("+") else f"+{typed}", shop.country)
    except PhoneRefused:
        return normalise(typed, shop.country)


def _place(address: ShippingAddress) -> dict[str, str]:
    return {
        "line": address.street_line1,
        "unit": address.street_line2,
        "city": address.city,
        "region": address.state,
        "postcode": address.post_code,
        "country": address.country_code,
    }


def _refused(refusal: ShopError, t: Translator) -> str:
    """Why not, and that it has cost nothing: some sentences say so themselves."""
    said = _sentence(refusal, t)
    return said if "charged" in refusal.message else f"{said} {t('S-36', 'You were not charged.')}"


def _sentence(refusal: ShopError, t: Translator) -> str:
    """One sentence; of a form, the first thing that is wrong with it."""
    wrong = next(iter(refusal.fields.values()), "") if isinstance(refusal, BadInput) else ""
    return t.sentence(wrong) if wrong else t.refusal(refusal)


async def _fresh(text: str, me: Actor, t: Translator, shop: ShopView, chat: ChatView) -> tuple[Screen, ...]:
    """What the invoice was drawn for, as it is now."""
    subject = await subject_of(me, text)
    if subject.order:
        return (payment_of(subject.order, shop, t),)
    if not subject.cart:
        return ()
    try:
        return (await next_screen(me, "d" if subject.cart == "direct" else "b", t, shop, chat),)
    except ShopError:
        return ()


# ---------------------------------------------------------------------------------------------------------------- money


async def paid(message: Message, me: Actor, t: Translator, shop: ShopView, chat: ChatView) -> Reply:
    """S-39. The card and the news come by themselves."""
    money = message.successful_payment
    if money is None:
        return None
    note(me, "paid", taps=chat.taps)
    order = await receive(me, _receipt(money, message, shop))
    if order is None:
        return lost_card(Money(money.total_amount, money.currency), money.telegram_payment_charge_id, shop, t)
    link = private_link(order, shop, chat)
    screen = payment_of(order, shop, t, checking=True, link=link)
    saved = next((p.facts["address"] for p in order.payments if p.facts.get("address")), 0)
    return (screen, saved_card(order, int(saved), t)) if saved else screen


def _receipt(money: SuccessfulPayment, message: Message, shop: ShopView) -> Receipt:
    try:
        filled = _filled(money.order_info, money.shipping_option_id, shop)
    except PhoneRefused:
        filled = None
    amount = Money(money.total_amount, money.currency)
    sheet = Sheet(money.invoice_payload, _provider(money.currency), amount, filled=filled)
    payer = str(message.from_user.id) if message.from_user else str(message.chat.id)
    return Receipt(sheet, money.telegram_payment_charge_id, payer, money.provider_payment_charge_id)


async def money_back(message: Message, me: Actor) -> Reply:
    """Whoever gave it back, and whether we know of it already."""
    back: RefundedPayment | None = message.refunded_payment
    if back is not None:
        amount = Money(back.total_amount, back.currency)
        charge = back.telegram_payment_charge_id
        await taken_back(me, _provider(back.currency), back.invoice_payload, amount, charge)
    return None


# ------------------------------------------------------------------------------------------------------------- delivery


async def shipping(query: ShippingQuery, me: Actor, t: Translator, shop: ShopView, chat: ChatView) -> Reply:
    """The ways of delivery to an address that nobody keeps yet; for a cart that has changed, what holds now."""
    payload = read_payload(query.invoice_payload)
    try:
        if payload is None or payload.kind != "cart":
            raise InvoiceGone()
        options = await sheet_options(me, payload.id, payload.rev, _place(query.shipping_address))
    except BadInput as refusal:
        return ShippingAnswer(error=_sentence(refusal, t))
    except ShopError as refusal:
        fresh = await _fresh(query.invoice_payload, me, t, shop, chat)
        return (ShippingAnswer(error=_sentence(refusal, t)), *fresh)
    if not options:
        place = query.shipping_address.city or t.country(query.shipping_address.country_code)
        return ShippingAnswer(error=t("S-30", "We don't deliver to {place} yet.", place=place))
    return ShippingAnswer(tuple(_choice(option, t) for option in options[:OPTIONS]))


def _choice(told: SheetOption, t: Translator) -> ShippingChoice:
    way = told.option
    title = " · ".join(part for part in (way.name, way.point, arrives(way, t)) if part)
    prices = [(t("S-33", "Delivery"), told.fee)]
    if told.tax:
        prices.append((t("S-36", "Tax"), told.tax))
    return ShippingChoice(str(way.method_id), cut(title, OPTION_TITLE), tuple(prices))
