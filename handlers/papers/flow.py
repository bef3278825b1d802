"""Reading papers for the cards of their orders."""

from __future__ import annotations

from collections.abc import Callable

from domain.kit.actor import Actor
from domain.orders.views import OrderView
from domain.papers.drawing import token_of
from domain.papers.queries import papers_of
from domain.papers.views import PaperView
from domain.shop.views import ShopView


async def papers_for(by: Actor, order: OrderView) -> tuple[PaperView, ...]:
    """No statement for an order that no money has come for."""
    if order.payment_status in ("unpaid", "part_paid"):
        return ()
    return await papers_of(by, order.id)


def links_of(by: Actor, shop: ShopView) -> Callable[[int], str]:
    """Private links to papers, for a day."""
    return lambda paper_id: f"/chat/{shop.slug}/paper/{token_of(by.shop_id, paper_id)}"
