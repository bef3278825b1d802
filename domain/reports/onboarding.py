"""The way to the first sale, and through the first week: steps the shop ticks by itself, or that are left out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from domain.kit.actor import Actor, Permission, require
from domain.kit.db import sql
from domain.shop.actions import change_settings
from domain.shop.queries import shop_of, texts
from domain.shop.views import ShopView

# step → seconds it takes somebody who does it for the first time
FIRST = {"bot": 90, "contact": 60, "product": 120, "delivery": 60, "payment": 60, "tried": 120, "share": 60}
WEEK = {"hours": 60, "returns": 120, "texts": 180, "staff": 60, "backup": 120}
SKIPPED, CHEERED = "steps_skipped", "first_order_cheered"
_THERE = """
SELECT EXISTS (SELECT 1 FROM product WHERE shop_id = $1 AND status = 'active' AND NOT is_demo) AS product,
  EXISTS (SELECT 1 FROM delivery_method WHERE shop_id = $1 AND active AND NOT is_demo) AS delivery,
  EXISTS (SELECT 1 FROM orders WHERE shop_id = $1) AS tried,
  EXISTS (SELECT 1 FROM orders WHERE shop_id = $1 AND NOT is_test AND placed_at IS NOT NULL) AS sold,
  EXISTS (SELECT 1 FROM pickup_point WHERE shop_id = $1 AND hours <> '' AND NOT is_demo) AS hours,
  EXISTS (SELECT 1 FROM audit WHERE shop_id = $1 AND subject = 'shop:backup') AS backup,
  (SELECT COUNT(*) FROM staff WHERE shop_id = $1 AND active) AS staff
"""


@dataclass(frozen=True, slots=True)
class Step:
    """`seconds` is what it takes; `done` is seen by the shop itself, `skipped` was said by somebody."""

    key: str
    seconds: int
    done: bool
    skipped: bool = False

    @property
    def over(self) -> bool:
        return self.done or self.skipped


@dataclass(frozen=True, slots=True)
class Way:
    """Which list it is ("first" or "week"), its steps, and whether the first real order is still to be cheered."""

    name: str
    steps: tuple[Step, ...]
    cheer: bool = False

    @property
    def left(self) -> int:
        return sum(not step.over for step in self.steps)


async def way(by: Actor) -> Way:
    """What is to be done next; after the first real order it is the first week. Raises `NotAllowed`."""
    require(by, Permission.EDIT_SETTINGS)
    shop, written = await shop_of(by), await texts(by)
    there = (await sql(_THERE, by.shop_id))[0]
    told = {kind for (kind, _), body in written.items() if body}
    skipped = set(shop.settings.extra.get(SKIPPED, "").split())
    if there["sold"]:
        done = {
            "hours": bool(there["hours"]), "returns": "returns" in told, "texts": {"terms", "privacy"} <= told,
            "staff": there["staff"] > 1, "backup": bool(there["backup"]),
        }  # fmt: skip
        return Way("week", _steps(WEEK, done, skipped), cheer=not shop.settings.extra.get(CHEERED))
    return Way("first", _steps(FIRST, _first(shop, there), skipped))


def _first(shop: ShopView, there: dict[str, int]) -> dict[str, bool]:
    return {
        "bot": bool(shop.telegram),
        "contact": bool(not shop.is_demo and shop.seller and (shop.phone or shop.email)),
        "product": bool(there["product"]),
        "delivery": bool(there["delivery"]),
        "payment": bool(shop.settings.payment_methods),
        "tried": bool(there["tried"]),
        "share": not shop.test_mode,
    }


def _steps(all_: dict[str, int], done: dict[str, bool], skipped: Collection[str]) -> tuple[Step, ...]:
    return tuple(Step(key, seconds, done[key], key in skipped) for key, seconds in all_.items())


async def skip(by: Actor, key: str) -> None:
    """Leave a step out. What is none of ours is not remembered. Raises `NotAllowed`."""
    shop = await shop_of(by)
    if key in FIRST | WEEK:
        words = sorted({*shop.settings.extra.get(SKIPPED, "").split(), key})
        await change_settings(by, extra={**shop.settings.extra, SKIPPED: " ".join(words)})


async def cheered(by: Actor) -> None:
    """The first real order has been cheered; once is enough."""
    shop = await shop_of(by)
    if not shop.settings.extra.get(CHEERED):
        await change_settings(by, extra={**shop.settings.extra, CHEERED: "yes"})
