"""Every button of the demo shop is pressed, in every language, and what is shown holds to every messenger's limits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

import pytest

from bot.app import dispatcher
from bot.commands.demo import make_demo_shop
from bot.conversation import Conversation
from bot.limits import Limiter
from domain.cart import actions as cart
from domain.customers.actions import meet, save_address, set_phone
from domain.kit.actor import Actor, Permission
from domain.kit.db import sql
from domain.kit.i18n import available_locales, language_name
from domain.payments import actions as payments
from domain.privacy import files as handouts
from domain.saved.actions import save
from domain.shop.queries import shops
from handlers.channel import CAPABILITIES
from integrations.feeds.demo import pictures
from integrations.feeds.demo.catalogue import DEPARTMENTS, goods
from integrations.feeds.demo.facts import shop_facts
from tests.kit.crawler import Crawler
from tests.kit.database import empty
from tests.kit.pseudo import texts_of

ADDRESS = {"line": "12 Main St", "city": "Austin", "region": "TX", "postcode": "78701", "country": "US"}
EVERYWHERE = {
    f"S-{n}" for n in "01 02 03 04 05 06 08 14 15 20 21 22 24 30 33 35 36 37 39 40 41 42 45 50 60 61 64 66".split()
}
TYPED = {"tea", "Ring", "twice", "Office", "Oak", "Ave"}
UNITS = {"XS", "XL", "XXL", "cm", "mm", "ml", "kg", "HB", "AA", "LED"}
NAMED = {language_name(code) for code in available_locales()}


class Loud(Conversation):
    """A bug is a failed test, not an apology."""

    async def _failed(self, visit, error):
        raise error


@pytest.fixture(scope="module")
async def demo(request, tmp_path_factory):
    """The demo shop, with one picture for all."""
    with pytest.MonkeyPatch.context() as patch:
        drawn = pictures.picture("demo:round-teapot-1")
        patch.setattr(pictures, "picture", lambda _source: drawn)
        async with empty(request.param, tmp_path_factory.mktemp("everything")) as settings:
            handouts.open_folder(settings.data_dir / "handouts")
            assert await make_demo_shop(settings)
            yield (await shops())[0]


async def with_history(shop, channel, locale):
    """A customer who has bought before: delivered, on its way, to be paid; with things saved and in the basket."""
    name = f"regular-{channel}-{locale}"
    by = Actor(shop.id, "customer", await meet(shop.id, channel, name, locale, "Anna"), locale=locale, channel=channel)
    staff = Actor(shop.id, "staff", 1, frozenset(Permission))
    await save_address(by, ADDRESS)
    await set_phone(by, "512 472 0123")
    rows = await sql(
        "SELECT v.id, v.product_id FROM variant v JOIN stock_level s ON s.variant_id = v.id"
        " WHERE v.shop_id = $1 AND s.on_hand > 9 ORDER BY v.id",
        shop.id,
    )
    for variant, way in zip(rows, (("packing", "shipped", "delivered"), ("packing", "shipped"), ()), strict=False):
        order = await buy(by, variant["id"], "cash" if way else "transfer")
        for status in way:
            await payments.advance(staff, order.id, status)
    await save(by, rows[-1]["product_id"], True)
    return name


async def buy(by, variant_id, payment):
    await cart.add_at_least(by, variant_id, 2)
    await cart.choose_payment(by, "basket", payment, None)
    quote = await cart.quote(by, "basket")
    return await payments.place(by, quote.id, quote.revision)


NOT_WORDS = re.compile(r"<[^<>]*>|&\w+;|https?://\S+|\S+@\S+|/chat/\S+|\b[A-Z]{2}-\d+\S*")


def latin(text):
    return re.findall(
        r"[A-Za-z]{2,}", re.sub(r"<[^<>]*>|&\w+;|https?://\S+|\S+@\S+|/chat/\S+|\b[A-Z]{2}-\d+\S*", "", text)
    )


def foreign(text):
    return re.findall(r"[Ѐ-ӿ]{2,}|[一-鿿]", text)


def merchants_own(shop):
    """Names that are the same in every language."""
    facts = shop_facts()
    names = [point.street for method in facts.methods for point in method.points]
    names += [shop.name, shop.seller, "US", "Anna", *(coupon.code for coupon in facts.coupons), *ADDRESS.values()]
    names += [own["brand"] for department in DEPARTMENTS for own in goods(department)]
    return {word for name in names for word in latin(name)} | UNITS | TYPED


def untranslated(locale, allowed) -> object:
    def look(screen) -> Iterator[str]:
        for text in texts_of(screen):
            words = foreign(text) if locale == "en" else [word for word in latin(text) if word not in allowed]
            if words and text not in NAMED:
                yield f"{screen.id}: {words} in {text[:80]!r}"

    return look


@pytest.mark.parametrize("locale", available_locales())
@pytest.mark.parametrize(
    ("demo", "channel"), [*(("sqlite", name) for name in CAPABILITIES), ("postgres", "telegram")], indirect=["demo"]
)
async def test_every_button_leads_somewhere_in_words_that_fit(demo, locale, channel):
    name = await with_history(demo, channel, locale)
    crawler = Crawler(
        Loud(dispatcher(), Limiter(clock=count(step=60).__next__)), demo.id, channel, locale, name,
        look=untranslated(locale, merchants_own(demo)), most=0 if channel == "web" else 12,
    )  # fmt: skip
    await crawler.run()
    assert not crawler.faults, "\n".join(f"{what} (after {way})" for what, way in sorted(crawler.faults.items()))
    assert crawler.screens >= EVERYWHERE
