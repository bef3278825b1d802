"""The two ways to pay that ask nobody outside."""

from domain.payments.port import Ask, NextStep, OnlineProvider
from domain.shop.actions import change_settings
from domain.shop.queries import shop_of
from integrations.payments.cash import Cash
from integrations.payments.transfer import Transfer
from tests.kit.market import Market, euros


async def test_a_transfer_tells_what_to_copy(sqlite, clock):
    market = await Market.open()
    await change_settings(market.by, transfer_holder="Market SIA")
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 1), payment="transfer")
    step = await Transfer().start(Ask(order.payments[0], order, await shop_of(anna)))
    facts = (
        ("holder", "Market SIA"),
        ("account", "LV00BANK"),
        ("amount", euros(2300)),
        ("reference", str(order.number)),
    )
    assert step == NextStep("instructions", facts)


async def test_cash_asks_for_nothing_before_the_door(sqlite, clock):
    market = await Market.open()
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 1))
    assert await Cash().start(Ask(order.payments[0], order, await shop_of(anna))) == NextStep("none")


def test_neither_keeps_books_outside():
    assert not any(isinstance(provider, OnlineProvider) for provider in (Cash(), Transfer()))
