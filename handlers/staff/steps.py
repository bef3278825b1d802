"""What is typed for an order: how a parcel can be followed, the reference of a payment."""

from __future__ import annotations

from aiogram.types import Message

from domain.kit.i18n import Translator
from domain.kit.money import Money
from domain.orders.queries import order as read_order
from domain.orders.views import OrderView
from domain.payments import actions
from domain.payments.actions import Tracking
from domain.shop.views import ShopView
from handlers.reply import Reply
from handlers.staff import flow
from handlers.staff.flow import Heard
from handlers.staff.screens import staff_card
from handlers.staff.words import status_word


async def typed_tracking(
    message: Message, typed: str, argument: str, incoming: Heard, shop: ShopView, t: Translator
) -> Reply:
    """A number, or a link that the customer can open."""
    by = await flow.orders_worker(incoming)
    t = flow.spoken(by, shop, t)
    view = await actions.advance(by, int(argument), "shipped", tracking=tracking_of(typed))
    said = await flow.faster(by, view, t) or f"#{view.number}: {status_word(view.status, t)}"
    return staff_card(view, t, by).saying(notice=said), await flow.desk(incoming, shop, t)


def tracking_of(typed: str) -> Tracking:
    link = next((word for word in typed.split() if word.startswith(("https://", "http://"))), "")
    return Tracking(number="" if link == typed else typed.replace(link, "").strip(), url=link)


async def typed_reference(
    message: Message, typed: str, argument: str, incoming: Heard, shop: ShopView, t: Translator
) -> Reply:
    by = await flow.orders_worker(incoming)
    t = flow.spoken(by, shop, t)
    due = (await read_order(by, int(argument))).due
    view = await actions.confirm_transfer(by, int(argument), due, typed)
    return staff_card(view, t, by).saying(notice=received(view, due, t)), await flow.desk(incoming, shop, t)


def received(view: OrderView, amount: Money, t: Translator) -> str:
    return t("S-93", "Order #{no}: {sum} received.", no=str(view.number), sum=amount)
