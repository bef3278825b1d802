"""Saving and asking to be told, below the screens."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.customers.actions import meet
from domain.events import actions as events
from domain.events.models import Event
from domain.kit.actor import Actor
from domain.kit.errors import NotAllowed, NotFound
from domain.outbox.models import OutboxItem
from domain.saved.actions import TELL, alerts_to_send, save, stop_alert, tell_when_back, tell_when_cheaper
from domain.saved.errors import TooManyAlerts
from domain.saved.models import Alert
from domain.saved.queries import alerts, marks, saved, saved_ids


@pytest.fixture
async def me(shop) -> Actor:
    customer_id = await meet(shop.id, "web", "somebody", "en", "Anna")
    return Actor(shop.id, "customer", customer_id, channel="web")


async def test_saving_twice_keeps_one(shop, me):
    mug = await shop.product("Enamel mug")
    await save(me, mug, True)
    await save(me, mug, True)
    assert await saved_ids(me) == (mug,)
    await save(me, mug, False)
    assert (await saved(me, locale="en")).total == 0


async def test_another_shops_product_cannot_be_kept(shop, me):
    from tests.kit.shop import ShopKit

    other = await ShopKit.open("other")
    theirs = await other.product("Mug")
    with pytest.raises(NotFound):
        await save(me, theirs, True)
    with pytest.raises(NotFound):
        await tell_when_cheaper(me, theirs, True)
    with pytest.raises(NotFound):
        await tell_when_back(me, await other.variant("Mug"), True)


async def test_only_customers_keep_things(shop, me):
    mug = await shop.product("Enamel mug")
    for stranger in (replace(me, kind="visitor", id=0), shop.by):
        with pytest.raises(NotAllowed):
            await save(stranger, mug, True)
        with pytest.raises(NotAllowed):
            await stop_alert(stranger, 0)


async def test_marks_are_of_this_person_and_product(shop, me):
    mug = await shop.product("Enamel mug", stock=0)
    other = await shop.product("Clay mug", stock=0)
    await save(me, mug, True)
    await tell_when_back(me, await shop.variant("Enamel mug"), True)
    own = await marks(me, mug)
    assert (own.saved, own.price_alert, own.stock_alerts) == (True, False, {await shop.variant("Enamel mug")})
    assert not (await marks(me, other)).saved
    assert not (await marks(replace(me, kind="visitor", id=0), mug)).saved


async def test_alerts_have_a_limit(shop, me, monkeypatch):
    monkeypatch.setattr("domain.saved.actions.ALERTS_MAX", 1)
    await tell_when_cheaper(me, await shop.product("Enamel mug"), True)
    with pytest.raises(TooManyAlerts):
        await tell_when_cheaper(me, await shop.product("Clay mug"), True)


async def test_an_alert_names_the_product_and_its_values(shop, me):
    await shop.product("Linen shirt", sizes=("S", "M"), stock=0)
    await tell_when_back(me, await shop.variant("Linen shirt", "M"), True)
    (row,) = await alerts(me, locale="en")
    assert (row.name, row.options, row.kind) == ("Linen shirt", "M", "stock")


async def test_waking_marks_and_puts_one_row_each(shop, me):
    await shop.product("Cap", stock=2)
    variant = await shop.variant("Cap")
    await tell_when_back(me, variant, True)
    assert await alerts_to_send(shop.by, variant) == 1
    assert await alerts_to_send(shop.by, variant) == 0
    assert await OutboxItem.of(shop.by, topic=TELL).count() == 1
    assert await Alert.of(shop.by, sent_at=None).count() == 0


async def test_without_stock_nobody_is_woken(shop, me):
    await shop.product("Cap", stock=0)
    await tell_when_back(me, await shop.variant("Cap"), True)
    assert await alerts_to_send(shop.by, await shop.variant("Cap")) == 0
    assert await Alert.of(shop.by, sent_at=None).count() == 1


async def test_what_people_do_is_noted_and_written_later(shop, me):
    events.forget()
    events.note(me, "view", 7, taps=3, source="fb")
    assert await Event.of(shop.by).count() == 0
    assert await events.flush() == 1
    row = await Event.of(shop.by).get()
    assert (row.kind, row.subject_id, row.customer_id, row.taps, row.data) == ("view", 7, me.id, 3, {"source": "fb"})
