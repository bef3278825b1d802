"""Uses of coupons, which can never pass their limits, and the panel's changes."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from domain.audit.actions import record
from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import sql, transaction
from domain.kit.errors import N_, BadInput, NotFound, ShopError
from domain.kit.rows import insert_rows
from domain.promotions.errors import CouponUnknown, CouponUsedByYou, CouponUsedUp
from domain.promotions.models import Coupon, CouponUse
from domain.promotions.queries import CouponView
from domain.promotions.rules import normal_code

_COUNT_IN = """
UPDATE coupon SET used = used + 1 WHERE shop_id = $1 AND code = $2 AND active
AND (usage_limit IS NULL OR used < usage_limit) RETURNING id, per_customer
"""
_COUNT_OUT = "UPDATE coupon SET used = used - 1 WHERE shop_id = $1 AND id = $2 RETURNING id"
_VOID = """
UPDATE coupon_use SET voided = TRUE, seat = NULL WHERE shop_id = $1 AND order_id = $2 AND NOT voided RETURNING coupon_id
"""


class CodeTaken(ShopError):
    """`code` is in use."""

    message = N_("There is a coupon {code} already.")


async def use(by: Actor, code: str, order_id: int, customer_id: int) -> None:
    """Count one use of a code by an order, inside the order's transaction.

    The coupon's row is locked by the first statement, so the seats are counted one customer at a time; the unique
    (coupon, customer, seat) stands behind it. Raises `CouponUsedUp`, `CouponUsedByYou`.
    """
    rows = await sql(_COUNT_IN, by.shop_id, code)
    if not rows:
        raise CouponUsedUp(code=code)
    coupon_id, most = rows[0]["id"], rows[0]["per_customer"]
    seat = None if most is None else await _free_seat(by, coupon_id, customer_id, most)
    if most is not None and seat is None:
        raise CouponUsedByYou(code=code)
    await _sit(by, coupon_id, order_id, customer_id, seat)


async def _free_seat(by: Actor, coupon_id: int, customer_id: int, most: int) -> int | None:
    """None when all are taken. Uses from before there was a limit count as well, though they have no seat."""
    mine = await CouponUse.of(by, coupon_id=coupon_id, customer_id=customer_id, voided=False).values("seat")
    taken = {row["seat"] for row in mine}
    return next((seat for seat in range(1, most + 1) if seat not in taken), None) if len(mine) < most else None


async def _sit(by: Actor, coupon_id: int, order_id: int, customer_id: int, seat: int | None) -> None:
    """A row of this order may stand there, voided: an expired order that was paid late uses its code again."""
    if await CouponUse.of(by, order_id=order_id, voided=True).update(voided=False, seat=seat):
        return
    use = {"coupon_id": coupon_id, "order_id": order_id, "customer_id": customer_id, "seat": seat, "voided": False}
    await insert_rows("coupon_use", [use | {"shop_id": by.shop_id, "at": now()}])


async def give_back(by: Actor, order_id: int) -> None:
    """Void the use of a cancelled order, so that the code may be used again. Harmless twice."""
    for row in await sql(_VOID, by.shop_id, order_id):
        await sql(_COUNT_OUT, by.shop_id, row["coupon_id"])


# -------------------------------------------------------------------------------------------------------------- panel


async def save_coupon(by: Actor, form: CouponView) -> int:
    """Make or change a coupon (`form.id`) and return its id. Raises `BadInput`, `CodeTaken`, `NotFound`."""
    require(by, Permission.EDIT_COUPONS)
    code = normal_code(form.code)
    problems = _problems(form) | ({} if code else {"code": N_("A code is 3 to 16 letters and digits.")})
    if problems:
        raise BadInput(problems)
    columns = asdict(form) | {"code": code, "category_ids": [*form.category_ids], "product_ids": [*form.product_ids]}
    del columns["id"], columns["used"]
    async with transaction():
        if await Coupon.of(by, code=code).exclude(id=form.id).exists():
            raise CodeTaken(code=code)
        coupon_id = await _write(by, form.id, columns)
        await record(by, "coupon.saved", f"coupon:{coupon_id}", columns)
    return coupon_id


def _problems(form: CouponView) -> dict[str, str]:
    found: dict[str, str] = {}
    if form.kind == "percent" and not 0 < form.percent_bp <= 10_000:
        found["percent_bp"] = N_("A discount lies above 0 and up to 100 percent.")
    if form.kind == "fixed" and form.amount <= 0:
        found["amount"] = N_("The amount must be above zero.")
    return found | _term_problems(form)


def _term_problems(form: CouponView) -> dict[str, str]:
    found: dict[str, str] = {}
    if form.kind not in ("percent", "fixed"):
        found["kind"] = N_("Choose a percentage or an amount.")
    if form.starts_at and form.ends_at and form.ends_at <= form.starts_at:
        found["ends_at"] = N_("It would end before it starts.")
    if any(limit is not None and limit < 1 for limit in (form.usage_limit, form.per_customer)):
        found["usage_limit"] = N_("A limit is at least 1, or left empty.")
    return found


async def _write(by: Actor, coupon_id: int, columns: dict[str, Any]) -> int:
    if not coupon_id:
        return int((await Coupon.add(by, **columns)).id)
    if not await Coupon.of(by, id=coupon_id).update(**columns):
        raise NotFound()
    return coupon_id


async def pause_coupon(by: Actor, coupon_id: int, on: bool) -> None:
    """Take a coupon out of use (or back); orders that used it keep their discount."""
    require(by, Permission.EDIT_COUPONS)
    async with transaction():
        if not await Coupon.of(by, id=coupon_id).update(active=not on):
            raise NotFound()
        await record(by, "coupon.paused", f"coupon:{coupon_id}", {"active": not on})


async def remove_coupon(by: Actor, coupon_id: int) -> None:
    """Delete a coupon nobody has used; one that was used is paused instead. Raises `NotFound`."""
    require(by, Permission.EDIT_COUPONS)
    async with transaction():
        if await CouponUse.of(by, coupon_id=coupon_id).exists():
            await pause_coupon(by, coupon_id, True)
        elif not await Coupon.of(by, id=coupon_id).delete():
            raise NotFound()
        await record(by, "coupon.removed", f"coupon:{coupon_id}")


def known_code(text: str) -> str:
    """The code in a typed text. Raises `CouponUnknown` when it cannot be one."""
    code = normal_code(text)
    if code is None:
        raise CouponUnknown(code=text.strip()[:20])
    return code
