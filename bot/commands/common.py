"""What the commands share."""

from __future__ import annotations

from domain.kit.errors import N_, ShopError
from domain.shop.queries import shop_by_slug, shops
from domain.shop.views import ShopView


class NameTheShop(ShopError):
    message = N_("There are several shops: {names}. Name one with --shop.")


class NoShopYet(ShopError):
    message = N_("There is no shop yet. Run `hawker demo` or `hawker run` first.")


async def shop_named(slug: str) -> ShopView:
    """The named shop, or the only one."""
    if slug:
        return await shop_by_slug(slug)
    found = await shops()
    if not found:
        raise NoShopYet()
    if len(found) > 1:
        raise NameTheShop(names=", ".join(s.slug for s in found))
    return found[0]
