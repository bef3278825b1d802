"""Reading returns. Customers see their own, staff those of their shop."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from domain.kit.actor import Actor, Permission, require
from domain.kit.db import sql
from domain.kit.money import Money
from domain.kit.paging import Page, clamp
from domain.kit.rows import moment, unpacked
from domain.orders.models import Order, OrderHistory, OrderLine, OrderStatus
from domain.payments.actions.refund_parts import sold_of
from domain.payments.models import Refund, RefundStatus
from domain.payments.parts import Sold
from domain.returns.errors import ReturnGone
from domain.returns.models import OrderReturn, OrderReturnLine, ReturnStatus
from domain.returns.states import COUNTS
from domain.returns.views import ReturnLineView, ReturnRow, ReturnView
from domain.returns.worth import with_values, worth
from domain.shop.queries import shop_of
from domain.shop.views import ShopView

PANEL_PAGE = 50
COUNTED = ", ".join(f"'{status.value}'" for status in sorted(COUNTS))
TABS = {
    "requested": "r.status = 'requested'",
    "approved": "r.status = 'approved'",
    "received": "r.status = 'received'",
    "ended": "r.status IN ('closed', 'rejected', 'cancelled')",
    "all": "r.status <> 'draft'",
}
_ASKED = f"""
SELECT l.order_line_id AS line, SUM(l.quantity) AS units FROM order_return_line l
JOIN order_return r ON r.id = l.order_return_id
WHERE r.shop_id = $1 AND r.order_id = $2 AND r.id <> $3 AND r.status IN ({COUNTED}) GROUP BY l.order_line_id
"""  # noqa: S608 - words of ours
_PHOTOS = """
SELECT m.path FROM order_return_photo p LEFT JOIN media_file m ON m.id = p.media_id
WHERE p.shop_id = $1 AND p.order_return_id = $2 ORDER BY p.id
"""
_ROWS = """
SELECT r.id, r.number, r.order_id, r.status, r.reason, r.amount, r.requested_at,
  o.number AS order_number, o.contact, o.currency,
  COALESCE((SELECT SUM(x.quantity) FROM order_return_line x WHERE x.order_return_id = r.id), 0) AS units,
  (SELECT COUNT(*) FROM order_return_photo p WHERE p.order_return_id = r.id) AS photos
FROM order_return r JOIN orders o ON o.id = r.order_id WHERE r.shop_id = $1 AND {where}
ORDER BY r.requested_at DESC, r.id DESC LIMIT {limit} OFFSET {offset}
"""
_SUMS = ", ".join(f"COALESCE(SUM(CASE WHEN {where} THEN 1 ELSE 0 END), 0) AS {tab}_n" for tab, where in TABS.items())


def refund_key(return_id: int) -> str:
    """By which the refund of a return is known among those of its order."""
    return f"return-{return_id}"


async def left_of(by: Actor, order: Order, but: int = 0) -> dict[int, int]:
    """How many units of each line can still be returned; those of the return `but` count as free."""
    lines = await OrderLine.of(by, order_id=order.id, digital=False).order_by("position", "id")
    asked = {int(r["line"]): int(r["units"]) for r in await sql(_ASKED, by.shop_id, order.id, but)}
    gone = await _refunded(by, order)
    return {x.id: max(0, x.quantity - asked.get(x.id, 0) - gone.get(x.id, 0)) for x in lines}


async def _refunded(by: Actor, order: Order) -> dict[int, int]:
    """Units that have been paid back besides returns."""
    rows = await Refund.of(by, order_id=order.id).exclude(status=RefundStatus.FAILED).values("key", "parts")
    gone: dict[int, int] = {}
    for row in rows:
        if row["parts"] and not row["key"].startswith(f"{order.id}:return-"):
            for line, units in unpacked(row["parts"]).get("lines", {}).items():
                gone[int(line)] = gone.get(int(line), 0) + int(units)
    return gone


async def window(by: Actor, order: Order) -> tuple[datetime | None, datetime | None]:
    """When it was delivered, and until when it can be returned; None and None for what is not delivered."""
    if order.status is not OrderStatus.DELIVERED:
        return None, None
    row = await OrderHistory.of(by, order_id=order.id, to_status=OrderStatus.DELIVERED.value).order_by("-id").first()
    if row is None:
        return None, None
    return row.at, row.at + timedelta(days=(await shop_of(by)).settings.return_days)


async def order_return(by: Actor, return_id: int) -> ReturnView:
    """One return. Raises `ReturnGone`, also for somebody else's."""
    return await _whole(by, id=return_id)


async def return_by_number(by: Actor, number: int) -> ReturnView:
    """The same by the number people know."""
    return await _whole(by, number=number)


async def _whole(by: Actor, **where: Any) -> ReturnView:
    own = {"customer_id": by.id} if by.kind in ("customer", "visitor") else {}
    row = await OrderReturn.of(by, **where, **own).first()
    if row is None:
        raise ReturnGone()
    if by.kind == "staff":
        require(by, Permission.ALL_ORDERS)
    return await read_view(by, row, await Order.get(id=row.order_id))


async def read_view(by: Actor, row: OrderReturn, order: Order) -> ReturnView:
    """The view of a row, everything about it read afresh."""
    chosen = {x.order_line_id: x for x in await OrderReturnLine.of(by, order_return_id=row.id)}
    sold, left = await sold_of(by, order), await left_of(by, order, row.id)
    lines = await OrderLine.of(by, order_id=order.id, digital=False).order_by("position", "id")
    choices = tuple(_line(x, chosen.get(x.id), left[x.id], sold, order) for x in lines if left[x.id] or x.id in chosen)
    pictures = [p["path"] for p in await sql(_PHOTOS, by.shop_id, row.id)]
    delivered_at, until = await window(by, order)
    value = sum((x.worth.minor for x in choices if x.quantity), 0)
    names = "id order_id customer_id reason note wish answer to_wallet revision".split()
    times = "requested_at decided_at received_at closed_at".split()
    return ReturnView(
        **{name: getattr(row, name) for name in (*names, *times)},
        number=row.number or 0,
        order_number=order.number,
        customer_name=order.contact.get("name", ""),
        status=row.status.value,
        value=Money(row.amount or value, order.currency),
        amount=Money(row.amount, order.currency),
        choices=choices,
        photos=tuple(path for path in pictures if path),
        photos_coming=sum(not path for path in pictures),
        delivered_at=delivered_at,
        until=until,
        has_label=row.status is ReturnStatus.APPROVED and bool(address_lines(await shop_of(by))),
    )


def address_lines(shop: ShopView) -> tuple[str, ...]:
    """Where parcels reach the shop; nothing where it has not said so."""
    written = shop.settings.legal_address or shop.seller
    return tuple(row.strip() for row in written.splitlines() if row.strip())[:6]


def _line(line: OrderLine, chosen: OrderReturnLine | None, most: int, sold: Sold, order: Order) -> ReturnLineView:
    units = chosen.quantity if chosen else 0
    return ReturnLineView(
        line_id=line.id,
        title=line.title,
        options=line.options,
        image=line.image,
        quantity=units,
        most=max(most, units),
        restocked=chosen.restocked if chosen else 0,
        worth=Money(worth(sold.lines[line.id], units), order.currency),
        tracked=line.tracked,
    )


async def returns_of(by: Actor, order_id: int) -> tuple[ReturnRow, ...]:
    """The returns of an order that have been asked for, newest first."""
    where = "r.order_id = $2 AND r.status <> 'draft'"
    rows = await sql(_ROWS.format(where=where, limit=PANEL_PAGE, offset=0), by.shop_id, order_id)
    return tuple(_row(row) for row in await with_values(by, rows))


async def returns(by: Actor, tab: str, page: int = 1) -> Page[ReturnRow]:
    """A tab of the panel's list. Raises `NotAllowed`."""
    require(by, Permission.ALL_ORDERS)
    where = TABS.get(tab, TABS["all"])
    count = await sql(f"SELECT COUNT(*) AS n FROM order_return r WHERE r.shop_id = $1 AND {where}", by.shop_id)  # noqa: S608
    number = clamp(page, PANEL_PAGE, int(count[0]["n"]))
    found = _ROWS.format(where=where, limit=PANEL_PAGE, offset=(number - 1) * PANEL_PAGE)
    rows = await with_values(by, await sql(found, by.shop_id))
    return Page(tuple(_row(row) for row in rows), number, PANEL_PAGE, int(count[0]["n"]))


async def tab_counts(by: Actor) -> dict[str, int]:
    """How many returns each tab holds."""
    require(by, Permission.ALL_ORDERS)
    rows = await sql(f"SELECT {_SUMS} FROM order_return r WHERE r.shop_id = $1", by.shop_id)  # noqa: S608 - ours
    return {tab: int(rows[0][f"{tab}_n"]) for tab in TABS}


def _row(row: dict[str, Any]) -> ReturnRow:
    return ReturnRow(
        id=row["id"],
        number=row["number"] or 0,
        order_number=row["order_number"],
        customer_name=unpacked(row["contact"]).get("name", ""),
        status=row["status"],
        reason=row["reason"],
        units=int(row["units"]),
        value=Money(row["value"], row["currency"]),
        photos=int(row["photos"]),
        requested_at=moment(row["requested_at"]),
    )
