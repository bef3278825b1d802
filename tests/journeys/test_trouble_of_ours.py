"""When something breaks on our side: nothing is lost, the code is told, and the same can be done once more."""

from __future__ import annotations

import pytest

from domain.kit.db import sql
from handlers.trouble.buttons import TryAgain
from tests.kit.store import AUSTIN, PHONE

BROKEN = "Something broke on our side"


class Fuse:
    """Stands before a function and breaks so many calls."""

    def __init__(self, real, times=1):
        self.real, self.times, self.calls = real, times, 0

    async def __call__(self, *args, **more):
        self.calls += 1
        if self.calls <= self.times:
            raise RuntimeError("a fuse has blown")
        return await self.real(*args, **more)


@pytest.fixture
def breaks(monkeypatch):
    def put(where, times=1):
        module, _, name = where.rpartition(".")
        fuse = Fuse(getattr(__import__(module, fromlist=[name]), name), times)
        monkeypatch.setattr(where, fuse)
        return fuse

    return put


@pytest.fixture
async def kept():
    """How many troubles are kept, and how many of them are over."""

    async def count():
        rows = await sql("SELECT resolved_at FROM failed_update")
        return len(rows), sum(row["resolved_at"] is not None for row in rows)

    yield count
    await sql("DELETE FROM failed_update")


async def test_a_press_that_broke_is_pressed_again(reviewing, store, breaks, kept):
    anna, before = reviewing, reviewing.screen
    breaks("handlers.checkout.routes.place")
    await anna.taps_on("Order · pay")
    assert anna.cards["trouble"].title == BROKEN
    assert "Nothing was charged. Code H-" in anna.cards["trouble"].body
    assert anna.screen == before
    assert await store.orders() == []
    await anna.taps_on("Try again")
    assert [order.number for order in await store.orders()] == [1001]
    assert anna.cards["trouble"].body == "It worked this time."
    assert await kept() == (1, 1)


async def test_what_was_committed_before_it_broke_is_not_done_twice(reviewing, store, breaks, kept):
    anna = reviewing
    fuse = breaks("handlers.checkout.routes.place", times=0)
    real = fuse.real

    async def places_and_breaks(*args, **more):
        await real(*args, **more)
        fuse.real = real
        raise RuntimeError("after the commit")

    fuse.real = places_and_breaks
    await anna.taps_on("Order · pay")
    await anna.taps_on("Try again")
    assert len(await store.orders()) == 1
    assert anna.screen.id == "S-39"


async def test_a_form_that_broke_keeps_every_word(anna, store, teapot, breaks, kept):
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    breaks("handlers.checkout.steps.fill_in")
    await anna.fills("checkout", **AUSTIN, phone=PHONE)
    assert anna.screen.form.name == "checkout"
    await anna.taps_on("Try again")
    assert anna.sees("🏠 12 Main St, Austin, 78701")


async def test_words_that_broke_are_said_again(anna, store, teapot, breaks, kept):
    breaks("handlers.search.flow.results")
    await anna.types("teapot")
    assert anna.cards["trouble"].title == BROKEN
    await anna.taps_on("Try again")
    assert anna.screen.title == "Teapot"
    assert await kept() == (1, 1)


async def test_what_breaks_again_can_be_tried_again(reviewing, store, breaks, kept):
    breaks("handlers.checkout.routes.place", times=2)
    await reviewing.taps_on("Order · pay")
    await reviewing.taps_on("Try again")
    assert reviewing.cards["trouble"].title == BROKEN
    await reviewing.taps_on("Try again")
    assert len(await store.orders()) == 1


async def test_trouble_leads_to_the_shops_people(reviewing, shop, breaks, kept):
    from domain.shop.actions import change_facts

    await change_facts(shop.by, phone="+1 512 555 0100", email="help@tea.example")
    breaks("handlers.checkout.routes.place")
    await reviewing.taps_on("Order · pay")
    card = reviewing.cards["trouble"]
    code = card.body.rpartition("Code ")[2].rstrip(".")
    assert [a.url for a in card.actions if a.url] == [
        "tel:+15125550100",
        f"mailto:help@tea.example?subject=Code%20{code}",
    ]


async def test_without_an_address_trouble_leads_to_help(reviewing, breaks, kept):
    breaks("handlers.checkout.routes.place")
    await reviewing.taps_on("Order · pay")
    assert [a.label for a in reviewing.cards["trouble"].actions] == ["Try again", "💬 Help"]


async def test_somebody_elses_trouble_is_not_repeated(reviewing, boris, store, breaks, kept):
    breaks("handlers.checkout.routes.place")
    await reviewing.taps_on("Order · pay")
    await boris.presses(reviewing.cards["trouble"].actions[0].press.pack())
    assert boris.sees("That was too long ago to do again.")
    assert await store.orders() == []


@pytest.mark.parametrize("press", [TryAgain(id=999).pack(), "ta:x", "ta:", "ta:1:2", "ta:99999999999999999999"])
async def test_a_made_up_trouble_leads_home(anna, store, teapot, press, kept):
    await anna.presses(press)
    assert anna.screen.id == "S-01"


async def test_after_a_day_it_is_too_late(clock, reviewing, store, breaks, kept):
    breaks("handlers.checkout.routes.place")
    await reviewing.taps_on("Order · pay")
    press = reviewing.cards["trouble"].actions[0].press.pack()
    clock.passes(hours=25)
    await reviewing.presses(press)
    assert reviewing.sees("That was too long ago to do again.")
