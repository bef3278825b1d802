"""Reading drafts. Customers see their own that were sent, staff those of their shop."""

from __future__ import annotations

from typing import Any

from domain.cart.basket import BasketLine
from domain.cart.sums import Sums
from domain.customers.models import Customer
from domain.drafts.errors import DraftGone
from domain.drafts.models import DraftStatus, OrderDraft
from domain.drafts.sums import draft_sums
from domain.drafts.views import DraftLineView, DraftRow, DraftView
from domain.kit.actor import Actor, Permission, require
from domain.kit.alike import alike, pattern
from domain.kit.db import sql
from domain.kit.money import Money
from domain.kit.paging import Page, clamp
from domain.kit.rows import moment
from domain.orders.models import Order

PANEL_PAGE = 50
TABS = {
    "open": "d.status = 'open'",
    "sent": "d.status = 'sent'",
    "ended": "d.status IN ('ordered', 'declined', 'expired', 'cancelled')",
    "all": "TRUE",
}
_ROWS = """
SELECT d.number, d.status, d.currency, d.created_at, c.name, o.number AS order_number,
  COALESCE((SELECT SUM(l.quantity) FROM order_draft_line l WHERE l.order_draft_id = d.id), 0) AS units,
  COALESCE((SELECT SUM(l.quantity * l.unit_price) FROM order_draft_line l WHERE l.order_draft_id = d.id), 0) AS goods
FROM order_draft d JOIN customer c ON c.id = d.customer_id LEFT JOIN orders o ON o.id = d.order_id
WHERE d.shop_id = $1 AND {where} ORDER BY d.created_at DESC, d.id DESC LIMIT {limit} OFFSET {offset}
"""
_PEOPLE = """
SELECT c.id, c.name, c.phone FROM customer c WHERE c.shop_id = $1 AND NOT CAST(c.blocked AS BOOLEAN)
AND ({name} OR c.phone LIKE $2 ESCAPE '!') ORDER BY c.id DESC LIMIT 20
"""


async def draft(by: Actor, draft_id: int) -> DraftView:
    """One draft. Raises `DraftGone`, also for somebody else's."""
    return await _whole(by, id=draft_id)


async def draft_by_number(by: Actor, number: int) -> DraftView:
    """The same by the number the shop's people know."""
    require(by, Permission.VIEW_ORDERS)
    return await _whole(by, number=number)


async def _whole(by: Actor, **where: Any) -> DraftView:
    own = {"customer_id": by.id} if by.kind in ("customer", "visitor") else {}
    row = await OrderDraft.of(by, **where, **own).first()
    if row is None or (own and row.status is DraftStatus.OPEN):
        raise DraftGone()
    locale = by.locale
    sums = await draft_sums(by, row, locale)
    buyer = await Customer.get(id=row.customer_id)
    order = await Order.of(by, id=row.order_id).first() if row.order_id else None
    return _view(row, sums, buyer, order)


def lacks(sums: Sums) -> tuple[str, ...]:
    """What is missing before it can be ordered."""
    missing = tuple(step for step in sums.missing if step != "phone")
    return missing if sums.lines else ("items", *missing)


def _view(row: OrderDraft, sums: Sums, buyer: Customer, order: Order | None) -> DraftView:
    totals = sums.totals

    def money(minor: int) -> Money:
        return Money(minor, row.currency)

    names = "id number customer_id discount_reason payment_method note revision created_at expires_at".split()
    return DraftView(
        **{name: getattr(row, name) for name in names},
        status=row.status.value,
        customer_name=buyer.name,
        phone=buyer.phone,
        lines=tuple(_line(line, row.currency) for line in sums.lines),
        goods=money(totals.goods_minor),
        discount=money(totals.discount_minor),
        delivery_fee=money(totals.delivery_minor),
        own_fee=row.delivery_fee is not None,
        tax_on_top=money(totals.tax_on_top_minor),
        total=money(totals.total_minor),
        payments=sums.payments,
        method_id=row.method_id or 0,
        point_id=row.point_id or 0,
        delivery_name=sums.delivery.name if sums.delivery else "",
        delivery_kind=sums.delivery.kind if sums.delivery else "",
        address=str(row.address.get("full", "")),
        lacks=lacks(sums),
        order_id=row.order_id or 0,
        order_number=order.number if order else 0,
    )


def _line(line: BasketLine, currency: str) -> DraftLineView:
    return DraftLineView(
        line.variant_id, line.title, line.options, line.image, line.wanted, Money(line.unit_minor, currency),
        Money(line.seen_minor, currency), line.free, line.sold,
    )  # fmt: skip


async def drafts(by: Actor, tab: str, page: int = 1) -> Page[DraftRow]:
    """A tab of the panel's list. Raises `NotAllowed`."""
    require(by, Permission.VIEW_ORDERS)
    where = TABS.get(tab, TABS["all"])
    count = await sql(f"SELECT COUNT(*) AS n FROM order_draft d WHERE d.shop_id = $1 AND {where}", by.shop_id)  # noqa: S608
    total = int(count[0]["n"])
    number = clamp(page, PANEL_PAGE, total)
    found = await sql(_ROWS.format(where=where, limit=PANEL_PAGE, offset=(number - 1) * PANEL_PAGE), by.shop_id)
    return Page(tuple(_row(row) for row in found), number, PANEL_PAGE, total)


def _row(row: dict[str, Any]) -> DraftRow:
    return DraftRow(
        row["number"], row["status"], row["name"], int(row["units"]), Money(int(row["goods"]), row["currency"]),
        moment(row["created_at"]), row["order_number"] or 0,
    )  # fmt: skip


async def people(by: Actor, words: str) -> tuple[tuple[int, str, str], ...]:
    """Customers by a part of their name or phone: id, name, phone. Raises `NotAllowed`."""
    require(by, Permission.EDIT_ORDERS)
    text = words.strip()
    found = await sql(_PEOPLE.format(name=alike("c.name", text, "$2")), by.shop_id, pattern(text))
    return tuple((row["id"], row["name"], row["phone"]) for row in found)


async def tab_counts(by: Actor) -> dict[str, int]:
    """How many drafts each tab holds."""
    require(by, Permission.VIEW_ORDERS)
    sums = ", ".join(f"COALESCE(SUM(CASE WHEN {where} THEN 1 ELSE 0 END), 0) AS {tab}_n" for tab, where in TABS.items())
    rows = await sql(f"SELECT {sums} FROM order_draft d WHERE d.shop_id = $1", by.shop_id)  # noqa: S608 - ours
    return {tab: int(rows[0][f"{tab}_n"]) for tab in TABS}
