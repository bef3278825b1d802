"""Orders the shop's people make for a customer: written, sent, accepted once, or paid at once."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tortoise.expressions import F

from domain.audit.actions import record
from domain.cart.basket import LastQuote
from domain.cart.show import body
from domain.cart.sums import Sums
from domain.cart.things import things
from domain.chats.queries import chats_of_customer
from domain.customers.errors import Blocked
from domain.customers.models import Customer
from domain.customers.queries import addresses
from domain.drafts.errors import DraftGone, DraftLacks, DraftOver, NoChat
from domain.drafts.models import DraftStatus, OrderDraft, OrderDraftLine
from domain.drafts.queries import draft as read_draft
from domain.drafts.queries import lacks
from domain.drafts.states import CHANGES, LASTS_DAYS, MOVES
from domain.drafts.sums import draft_sums, over
from domain.drafts.views import DraftView
from domain.kit.actor import Actor, Permission, require, system
from domain.kit.clock import now
from domain.kit.db import sql, transaction
from domain.kit.errors import N_, BadInput, NotAllowed, ShopError, Stale
from domain.kit.rows import insert_rows, packed
from domain.kit.states import move
from domain.orders.models import Order, OrderLine
from domain.orders.queries import order as read_order
from domain.orders.views import OrderView
from domain.outbox.actions import put
from domain.payments.actions import capture, confirm_transfer
from domain.payments.actions.placing import place_sums
from domain.payments.edits import MOST_UNITS, read_address
from domain.shop.actions import next_number
from domain.shop.queries import shop_of

S = DraftStatus
BY_PEOPLE = ("cash", "transfer")
BATCH = 100
_CART = """
UPDATE cart SET revision = revision + 1 WHERE shop_id = $1 AND customer_id = $2 AND kind = 'staff'
RETURNING id, revision
"""


@dataclass(frozen=True, slots=True)
class DraftEdit:
    """All that can be written on a draft. `lines` by variant: units, and a price of its own (None: the shop's)."""

    lines: Mapping[int, tuple[int, int | None]] = field(default_factory=dict)
    discount: int = 0
    discount_reason: str = ""
    method_id: int = 0
    point_id: int = 0
    delivery_fee: int | None = None
    address: str = ""
    note: str = ""
    payment_method: str = ""


async def create(by: Actor, customer_id: int) -> int:
    """An empty draft for this customer, with the address they use; returns its number. Raises `NotAllowed`."""
    require(by, Permission.EDIT_ORDERS)
    async with transaction():
        row = await _new(by, customer_id)
    return int(row.number)


async def _new(by: Actor, customer_id: int, **values: Any) -> OrderDraft:
    if not await Customer.of(by, id=customer_id).exists():
        raise DraftGone()
    home = next(iter(await addresses(Actor(by.shop_id, "customer", customer_id))), None)
    kept = {name: getattr(home, name) for name in home.__dataclass_fields__} | {"full": home.full} if home else {}
    number = await next_number(by, "draft")
    row = await OrderDraft.add(
        by, number=number, customer_id=customer_id, currency=(await shop_of(by)).currency,
        staff_id=by.id if by.kind == "staff" else 0, **({"address": kept} | values),
    )  # fmt: skip
    await record(by, "draft.created", f"draft:{row.id}", {"number": number})
    return row


async def duplicate(by: Actor, order_id: int) -> int:
    """A draft with what an order held, at today's prices; returns its number. Raises `OrderGone`, `NotAllowed`."""
    require(by, Permission.EDIT_ORDERS)
    view = await read_order(by, order_id)
    order = await Order.get(id=view.id)
    async with transaction():
        row = await _new(
            by, order.customer_id, address=order.address, method_id=view.method_id or None,
            point_id=view.point_id or None, payment_method=order.payment_method,
        )  # fmt: skip
        lines = await OrderLine.of(by, order_id=order.id, digital=False).order_by("position")
        await _write_lines(by, row, {line.variant_id: (line.quantity, None) for line in lines}, strict=False)
    return int(row.number)


async def _write_lines(
    by: Actor, row: OrderDraft, lines: Mapping[int, tuple[int, int | None]], *, strict: bool = True
) -> None:
    await OrderDraftLine.of(by, order_draft_id=row.id).delete()
    found = await things(by, {variant: units for variant, (units, _) in lines.items() if units}, by.locale)
    if strict and any(units and (v not in found or found[v].digital) for v, (units, _) in lines.items()):
        raise BadInput({"lines": N_("One of these items cannot be added.")})
    for place, (variant, (units, own)) in enumerate(lines.items()):
        if not 0 <= units <= MOST_UNITS:
            raise BadInput({"lines": N_("Between 0 and 999 of each item.")})
        if units and variant in found and not found[variant].digital:
            unit = found[variant].unit_minor if own is None else own
            await OrderDraftLine.add(
                by, order_draft_id=row.id, variant_id=variant, quantity=units, unit_price=unit, position=place
            )


async def _held(by: Actor, draft_id: int, rev: int) -> OrderDraft:
    """A draft that can still be worked on, held for this transaction. Raises `Stale`, `DraftGone`."""
    require(by, Permission.EDIT_ORDERS)
    mine = OrderDraft.of(by, id=draft_id)
    if not await mine.filter(revision=rev, status__in=list(CHANGES)).update(revision=F("revision") + 1):
        raise Stale() if await mine.exists() else DraftGone()
    return await OrderDraft.get(id=draft_id)


async def save(by: Actor, draft_id: int, edit: DraftEdit, rev: int) -> DraftView:
    """Write a draft anew. One that was sent is taken back first: it is sent again when it is right.

    Raises `BadInput`, `Stale`, `DraftGone`, `NotAllowed`.
    """
    if edit.discount and not edit.discount_reason.strip():
        raise BadInput({"discount_reason": N_("Write why: the customer reads it.")})
    async with transaction():
        row = await _held(by, draft_id, rev)
        if row.status is not S.OPEN:
            await move(OrderDraft, row.id, MOVES, S.OPEN, expires_at=None)
            await put(by, "draft.changed", {"draft_id": row.id})
        await _write_lines(by, row, edit.lines)
        address = read_address(edit.address, row.address, await shop_of(by))
        await OrderDraft.of(by, id=row.id).update(
            discount=edit.discount, discount_reason=edit.discount_reason.strip()[:200], note=edit.note[:500],
            method_id=edit.method_id or None, point_id=edit.point_id or None, delivery_fee=edit.delivery_fee,
            address=address, payment_method=edit.payment_method,
        )  # fmt: skip
    return await read_draft(by, draft_id)


async def send(by: Actor, draft_id: int, rev: int, days: int = LASTS_DAYS) -> DraftView:
    """Offer it to the customer in their chat. Raises `DraftLacks`, `NoChat`, `Stale`, `DraftGone`, `NotAllowed`."""
    async with transaction():
        row = await _held(by, draft_id, rev)
        if lacks(await draft_sums(by, row, by.locale)):
            raise DraftLacks()
        if not await chats_of_customer(by, row.customer_id):
            raise NoChat()
        await move(OrderDraft, row.id, MOVES, S.SENT, sent_at=now(), expires_at=now() + timedelta(days=days))
        await put(by, "draft.sent", {"draft_id": row.id}, once=f"draft.sent:{row.id}:{row.revision}")
        await record(by, "draft.sent", f"draft:{row.id}", {"number": row.number})
    return await read_draft(by, draft_id)


async def drop(by: Actor, draft_id: int, rev: int) -> DraftView:
    """Nothing comes of it. Raises `IllegalMove`, `Stale`, `DraftGone`, `NotAllowed`."""
    async with transaction():
        row = await _held(by, draft_id, rev)
        await move(OrderDraft, row.id, MOVES, S.CANCELLED, closed_at=now())
        if row.status is S.SENT:
            await put(by, "draft.changed", {"draft_id": row.id})
        await record(by, "draft.cancelled", f"draft:{row.id}", {"number": row.number})
    return await read_draft(by, draft_id)


async def mark_paid(by: Actor, draft_id: int, how: str, reference: str, rev: int) -> OrderView:
    """The money is here: an order is made of it, and paid. `how` is cash or transfer.

    Raises `DraftLacks`, `SoldOut`, `NotEnough`, `BadInput`, `ReferenceUsed`, `Stale`, `DraftGone`, `NotAllowed`.
    """
    require(by, Permission.CONFIRM_PAYMENT)
    if how not in BY_PEOPLE:
        raise BadInput({"how": N_("Choose one of the list.")})
    async with transaction():
        row = await _held(by, draft_id, rev)
        row.payment_method = how
        buyer = await _buyer(by, row)
        placed = await _order(buyer, row, paid_by=how)
        if placed.due and how == "transfer":
            placed = await confirm_transfer(by, placed.id, placed.due, reference)
        elif placed.due:
            placed = await capture(by, placed.id, "cash", placed.due, f"cash:{placed.id}")
        facts = {"number": row.number, "order": placed.number, "amount": placed.total.minor, "how": how}
        await record(by, "draft.paid", f"draft:{row.id}", facts)
    return placed


async def _buyer(by: Actor, row: OrderDraft) -> Actor:
    """The customer, in the chat they were last seen in."""
    chats = await chats_of_customer(by, row.customer_id)
    person = await Customer.get(id=row.customer_id)
    locale = (chats[0].locale if chats else "") or person.locale or (await shop_of(by)).locale
    return Actor(by.shop_id, "customer", row.customer_id, locale=locale, channel=chats[0].channel if chats else "web")


async def accept(by: Actor, draft_id: int, rev: int) -> OrderView:
    """Its customer wants it: an order is made of it, exactly once.

    Raises `DraftOver`, `SoldOut`, `NotEnough`, `TooManyAwaiting`, `Blocked`, `Stale`, `DraftGone`.
    """
    if by.kind != "customer":
        raise NotAllowed()
    async with transaction():
        mine = OrderDraft.of(by, id=draft_id, customer_id=by.id)
        held = await mine.filter(status=S.SENT, revision=rev).update(revision=F("revision") + 1)
        row = await mine.first()
        if row is None or row.status is S.OPEN:
            raise DraftGone()
        if row.status is S.ORDERED:
            return await read_order(by, row.order_id or 0)
        if row.status is not S.SENT or over(row):
            raise DraftOver()
        if not held:
            raise Stale()
        return await _order(by, row)


async def _order(buyer: Actor, row: OrderDraft, paid_by: str = "") -> OrderView:
    """Through a quote, as every order: what the draft says is what is owed. The draft's row is held."""
    sums = await draft_sums(buyer, row, buyer.locale)
    missing = [step for step in lacks(sums) if not (step == "payment" and paid_by)]
    if missing or any(not line.sold for line in sums.lines):
        raise DraftLacks()
    if sums.basket.blocked:
        raise Blocked(contact=sums.shop.email or sums.shop.phone)
    quote = await _quote(buyer, sums)
    whole = await draft_sums(buyer, row, buyer.locale, quote)
    placed = await place_sums(buyer, whole, paid_by)
    await move(OrderDraft, row.id, MOVES, S.ORDERED, order_id=placed.id, closed_at=now(), revision=row.revision + 1)
    if row.sent_at:
        await put(buyer, "draft.changed", {"draft_id": row.id}, once=f"draft.ordered:{row.id}")
    return placed


async def _quote(buyer: Actor, sums: Sums) -> LastQuote:
    head = {
        "shop_id": buyer.shop_id, "customer_id": buyer.id, "kind": "staff", "revision": 1, "coupon": "", "payment": "",
        "extras": packed({}), "undo": packed({}), "touched_at": now(),
    }  # fmt: skip
    await insert_rows("cart", [head], conflict="ON CONFLICT (customer_id, kind) DO NOTHING")
    cart = (await sql(_CART, buyer.shop_id, buyer.id))[0]
    until = now() + timedelta(minutes=sums.shop.settings.quote_min)
    row = {
        "shop_id": buyer.shop_id, "customer_id": buyer.id, "cart_id": cart["id"], "revision": cart["revision"],
        "digest": sums.digest, "currency": sums.currency, "total": sums.totals.total_minor,
        "body": packed(body(sums)), "created_at": now(), "expires_at": until,
    }  # fmt: skip
    quote_id = int((await insert_rows("quote", [row]))[0]["id"])
    return LastQuote(quote_id, cart["revision"], sums.digest, until, 0)


async def decline(by: Actor, draft_id: int, rev: int) -> DraftView:
    """Its customer does not want it. Harmless twice. Raises `DraftOver`, `Stale`, `DraftGone`."""
    before = await read_draft(by, draft_id)
    if before.status == S.DECLINED:
        return before
    async with transaction():
        mine = OrderDraft.of(by, id=draft_id, customer_id=by.id, status=S.SENT)
        if not await mine.filter(revision=rev).update(revision=F("revision") + 1):
            raise Stale() if await mine.exists() else DraftOver()
        await move(OrderDraft, draft_id, MOVES, S.DECLINED, closed_at=now())
        await put(by, "draft.declined", {"draft_id": draft_id}, once=f"draft.declined:{draft_id}:{rev}")
    return await read_draft(by, draft_id)


async def expire_drafts() -> int:
    """End the offers of every shop whose time is over; returns how many."""
    late = OrderDraft.filter(status=S.SENT, expires_at__lt=now()).limit(BATCH)
    ended = 0
    for row in await late.values("id", "shop_id"):
        with suppress(ShopError):
            async with transaction():
                await move(OrderDraft, row["id"], {S.SENT: MOVES[S.SENT]}, S.EXPIRED, closed_at=now())
                await put(system(row["shop_id"]), "draft.changed", {"draft_id": row["id"]})
            ended += 1
    return ended
