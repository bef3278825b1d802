"""The shops of a run: goods that run out, codes for digital goods, coupons, couriers, every way to pay, a bot each."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from domain.catalog.models import Product, Variant
from domain.digital.actions import add_keys
from domain.payments.cards import keep_token
from domain.shop.bots import add_bot
from tests.kit.cashier import CARD_TOKEN
from tests.kit.shop import ShopKit
from tests.kit.store import Store
from tests.kit.telegram.fake import FakeTelegram

GOODS = ("Teapot", "Kettle", "Apron", "Umbrella")
COUPONS = ("SPRING10", "FEW")
GAME = "Game"
WAYS = ["cash", "test-gateway", "telegram"]


@dataclass
class Stall:
    """One shop: what tests call it by, its bot at the fake Telegram, its products by id and its counted variants."""

    kit: ShopKit
    store: Store
    slug: str
    bot: Any
    products: list[int]
    variants: dict[str, int]
    game: int
    codes: int = 0


async def open_stall(fake: FakeTelegram, number: int, dice: Random) -> Stall:
    """A shop with everything that is tried in a run."""
    slug = f"stall{number}"
    kit = await ShopKit.open(slug, f"Stall {number}")
    store = await Store.open(kit)
    token = f"{4200 + number}:token-of-stall-{number}-for-tests-only"
    bot = fake.bot(token, f"stall{number}_bot", f"Stall {number}", providers={CARD_TOKEN})
    await add_bot(kit.by, "telegram", str(bot.id), bot.username, token)
    await keep_token(kit.by, "test", CARD_TOKEN)
    await kit.settings(payment_methods=WAYS)
    await store.coupon(COUPONS[0])
    await store.coupon(COUPONS[1], kind="fixed", amount=200, percent_bp=0, usage_limit=5)
    products = [await kit.product(name, price=f"{dice.randint(5, 60)}.00", stock=dice.randint(5, 40)) for name in GOODS]
    variants = {name: await kit.variant(name) for name in GOODS}
    stall = Stall(
        kit,
        store,
        slug,
        bot,
        products,
        variants,
        await kit.product(GAME, price="3.00", stock=0),
    )
    await _digital(stall)
    return stall


async def _digital(stall: Stall) -> None:
    await Product.filter(id=stall.game).update(kind="digital", requires_shipping=False)
    await Variant.filter(id=await stall.kit.variant(GAME)).update(stars=150)
    await more_codes(stall, 30)


async def more_codes(stall: Stall, number: int) -> None:
    """Every code is its own."""
    first, stall.codes = stall.codes, stall.codes + number
    lines = "\n".join(f"{stall.slug.upper()}-CODE-{n:05}" for n in range(first, stall.codes))
    await add_keys(stall.kit.owner, await stall.kit.variant(GAME), lines)
