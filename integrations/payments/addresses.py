"""Where a provider sends people back to and tells us what happened; known once this process listens."""

from __future__ import annotations

from dataclasses import dataclass

from domain.orders.views import OrderView
from domain.shop.views import ShopView


@dataclass(slots=True)
class Addresses:
    """`site`: put before our paths for people, `inside`: for programs. "" leaves a path of the house."""

    site: str = ""
    inside: str = ""

    def back(self, shop: ShopView, order: OrderView) -> str:
        """The customer returns from paying: the order's own private word says which it was."""
        return f"{self.site}/chat/{shop.slug}/paid/{order.token}"

    def hook(self, code: str, shop: ShopView) -> str:
        return f"{self.inside}/hooks/{code}/{shop.slug}"
