"""S-20 and S-21: what is in the cart, and one line of it. Lines never vanish by themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.cart.views import CartView, LineView
from domain.catalog.views import Tile
from domain.kit.i18n import Translator
from domain.kit.paging import clamp
from domain.shop.views import ShopView
from handlers.cart.buttons import (
    AskCoupon,
    OpenCart,
    OpenExtras,
    OpenLine,
    SaveForLater,
    SetQty,
    TypeQty,
    UndoRemove,
)
from handlers.cart.words import NAME, arrives, coupon_problem, discount_fact, estimate, fee, item, price_notes, why_gone
from handlers.checkout.buttons import Checkout
from handlers.home.buttons import Home, TellWhenOpen
from handlers.product.buttons import OpenProduct, TellWhenBack
from handlers.product.text import cut
from handlers.saved.buttons import OpenSaved
from handlers.screen import Action, Fact, Nav, Photo, Screen, Stepper
from handlers.sharing.buttons import Share

PAGE = 8
GONE_SHOWN = 4
KEEP_ROW, PAGES_ROW, GONE_ROW = 2, 4, 6
SHORT = 13


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where to go from an empty cart."""

    last: Tile | None = None
    saved: int = 0


def cart_screen(cart: CartView, shop: ShopView, t: Translator, page: int = 1) -> Screen:
    """S-20 with at least one line in it."""
    page = clamp(page, PAGE, len(cart.all_lines))
    shown = cart.all_lines[(page - 1) * PAGE : page * PAGE]
    return Screen(
        id="S-20",
        title=t.plural("S-20", "Your cart · {n} item", "Your cart · {n} items", cart.units),
        notice="\n".join(_notices(cart, shown, shop, t)),
        steppers=tuple(_stepper(line, shop, t, f"k{page}") for line in shown),
        lines=tuple(_lines(cart, len(shown), t)),
        facts=tuple(_totals(cart, t)),
        actions=tuple(_actions(cart, shop, page, t)),
        awaits=f"lines.{page}",
        rev=cart.revision,
        nav=Nav(back=Home(), cart=0),
    )


def _notices(cart: CartView, shown: tuple[LineView, ...], shop: ShopView, t: Translator) -> Iterable[str]:
    if shop.settings.closed_notice:
        yield shop.settings.closed_notice
    yield from price_notes(shown, t)
    if problem := coupon_problem(cart, t):
        yield problem


def top(line: LineView, shop: ShopView) -> int:
    """The most units of this line that could be ordered now."""
    most = shop.settings.max_qty
    return most if line.free is None else min(line.free, most)


def _stepper(line: LineView, shop: ShopView, t: Translator, back: str) -> Stepper:
    n = line.quantity
    detail = t("S-20", "{n} × {price}", n=t.number(n), price=line.unit_price)
    if line.free is not None and n >= line.free:
        detail = f"{detail} · {t('S-20', 'Only {n} available', n=t.number(line.free))}"
    name = item(line.title, line.options, t)
    return Stepper(
        name,
        n,
        minus=SetQty(line=line.id, was=n, to=n - 1, back=back),
        plus=SetQty(line=line.id, was=n, to=n + 1, back=back) if n < top(line, shop) else None,
        remove=SetQty(line=line.id, was=n, to=0),
        open=OpenLine(line=line.id),
        image=Photo(line.image, name) if line.image else None,
        detail=detail,
        amount=t.money(line.total),
    )


def _lines(cart: CartView, shown: int, t: Translator) -> Iterable[str]:
    if len(cart.all_lines) > shown:
        yield t.plural("S-20", "and {n} more", "and {n} more", len(cart.all_lines) - shown)
    yield from (why_gone(line, t) for line in cart.gone[:GONE_SHOWN])
    if len(cart.gone) > GONE_SHOWN:
        yield t.plural("S-20", "and {n} more", "and {n} more", len(cart.gone) - GONE_SHOWN)
    if about := estimate(cart.delivery, t):
        yield about
    if cart.missing_for_free_delivery:
        yield t("S-20", "🚚 Add {sum} for free delivery", sum=cart.missing_for_free_delivery)


def _totals(cart: CartView, t: Translator) -> Iterable[Fact]:
    if not cart.lines:
        return
    yield Fact(t("S-20", "Items"), t.money(cart.goods))
    yield from discount_fact(cart, t)
    known = cart.delivery if cart.delivery and not cart.delivery.estimate else None
    if known and known.fee is not None:
        yield Fact(t("S-20", "Delivery"), fee(known.fee, t))
    if cart.fees:
        yield Fact(t("S-20", "Extras"), t.money(cart.fees))
    if cart.tax_on_top:
        yield Fact(t("S-20", "Tax"), t.money(cart.tax_on_top))
    yield Fact(t("S-20", "Total"), t.money(cart.total), strong=True)
    yield from _apart(cart, t)
    if cart.delivery and (when := arrives(cart.delivery, t)):
        yield Fact(t("S-20", "Arrives"), when)


def _apart(cart: CartView, t: Translator) -> Iterable[Fact]:
    if cart.apart:
        digital = cart.apart[0].digital
        label = t("S-20", "Digital items, paid apart") if digital else t("S-20", "The other items, paid apart")
        yield Fact(label, t.money(cart.apart_total), strong=True)


def _actions(cart: CartView, shop: ShopView, page: int, t: Translator) -> Iterable[Action]:
    yield _primary(cart, shop, t)
    if cart.lines:
        yield Action(_coupon_label(cart, t), press=AskCoupon(back="k"), row=1)
    if cart.lines and not all(line.digital for line in cart.all_lines):
        yield Action(t("S-20", "🎁 Gift & note"), press=OpenExtras(back="k"), row=1)
    if cart.can_undo:
        yield Action(t("S-20", "↩ Undo"), press=UndoRemove(rev=cart.revision), row=KEEP_ROW)
    if cart.lines:
        yield Action(t("S-20", "＋ Keep shopping"), press=Home(), row=KEEP_ROW)
        yield Action(t("S-20", "↗ Share"), press=Share(what="k"), row=KEEP_ROW, prio=4)
    yield from _pages(cart, page, t)
    for place, line in enumerate(cart.gone[:GONE_SHOWN]):
        yield from _gone_actions(line, GONE_ROW + place, t)


def _primary(cart: CartView, shop: ShopView, t: Translator) -> Action:
    if shop.settings.orders_closed:
        label, short = t("S-71", "🔔 Tell me when you open"), t("S-71", "🔔 Tell me")
        return Action(label, press=TellWhenOpen(), role="primary", prio=0, row=0, short=short)
    if not cart.lines:
        return Action(t("S-20", "Browse"), press=Home(), role="primary", prio=0, row=0)
    if cart.missing_for_minimum:
        label = t("S-20", "Add {sum} more to order", sum=cart.missing_for_minimum)
        short = t("S-20", "Add {sum}", sum=cart.missing_for_minimum)
        return Action(label, press=Home(), role="primary", prio=0, row=0, short=short)
    label, short = t("S-20", "Checkout · {sum}", sum=cart.total), ""
    if cart.apart:
        label, short = f"{label} + {t.money(cart.apart_total)}", t("S-20", "Checkout")
    return Action(label, press=Checkout(kind="b"), role="primary", prio=0, row=0, short=short)


def _coupon_label(cart: CartView, t: Translator) -> str:
    return t("S-20", "🎟 {code}", code=cart.coupon) if cart.coupon else t("S-20", "🎟 Coupon")


def _pages(cart: CartView, page: int, t: Translator) -> Iterable[Action]:
    if page > 1:
        yield Action(t("S-03", "‹ Prev"), press=OpenCart(page=page - 1), row=PAGES_ROW)
    if page * PAGE < len(cart.all_lines):
        yield Action(t("S-03", "Next ›"), press=OpenCart(page=page + 1), row=PAGES_ROW)


def _gone_actions(line: LineView, row: int, t: Translator) -> Iterable[Action]:
    name = item(line.title, line.options, t, SHORT)
    if line.reason == "sold_out":
        tell = TellWhenBack(variant=line.variant_id, on=1, src="k")
        yield Action(t("S-20", "🔔 Tell me: {item}", item=name), press=tell, row=row, prio=2)
    yield Action(
        t("S-20", "✕ Remove: {item}", item=name), press=SetQty(line=line.id, was=line.quantity, to=0), row=row, prio=2
    )


def empty_screen(elsewhere: Elsewhere, t: Translator, undo: int = 0) -> Screen:
    """S-20 with nothing in it. `undo` is the cart's revision while a removed line can come back."""
    return Screen(
        id="S-20",
        title=t("S-20", "Your cart is empty."),
        actions=tuple(_ways_on(elsewhere, undo, t)),
        nav=Nav(back=Home(), cart=0),
    )


def _ways_on(elsewhere: Elsewhere, undo: int, t: Translator) -> Iterable[Action]:
    yield Action(t("S-20", "Browse"), press=Home(), role="primary", prio=0, row=0)
    if undo:
        yield Action(t("S-20", "↩ Undo"), press=UndoRemove(rev=undo), row=1)
    if last := elsewhere.last:
        label = t("S-20", "Continue: {item}", item=cut(last.name, NAME))
        short = t("S-20", "Continue: {item}", item=cut(last.name, SHORT))
        yield Action(label, press=OpenProduct(id=last.id, src="k"), row=2, short=short)
    if elsewhere.saved:
        yield Action(t("S-20", "♡ Saved · {n}", n=t.number(elsewhere.saved)), press=OpenSaved(), row=3)


def line_screen(line: LineView, shop: ShopView, t: Translator, *, typing: bool = False, error: str = "") -> Screen:
    """S-21. `typing` waits for a number."""
    name = item(line.title, line.options, t, 100)
    return Screen(
        id="S-21",
        title=name,
        price=t.money(line.unit_price),
        media=Photo(line.image, name) if line.image else None,
        body=_type_body(line, shop, t) if typing else "",
        alert=error,
        lines=() if line.available else (why_gone(line, t),),
        steppers=(_stepper(line, shop, t, "l"),) if line.available else (),
        actions=tuple(_line_actions(line, t)),
        awaits=f"qty.{line.id}" if typing else "",
        nav=Nav(back=OpenCart()),
    )


def _type_body(line: LineView, shop: ShopView, t: Translator) -> str:
    return t("S-21", "Send a number from 1 to {most}.", most=t.number(top(line, shop)))


def _line_actions(line: LineView, t: Translator) -> Iterable[Action]:
    if line.available:
        yield Action(t("S-21", "Type a quantity"), press=TypeQty(line=line.id), row=1)
    elif line.reason == "sold_out":
        tell = TellWhenBack(variant=line.variant_id, on=1, src="k")
        yield Action(t("S-08", "🔔 Tell me when it's back"), press=tell, row=1, short=t("S-71", "🔔 Tell me"))
    if line.reason != "gone":
        press = OpenProduct(id=line.product_id, chosen=f"v{line.variant_id}", src="k")
        label, short = t("S-21", "See or change the choice"), t("S-21", "Change")
        yield Action(label, press=press, row=1, short=short)
    yield Action(t("S-21", "♡ Save for later"), press=SaveForLater(line=line.id), row=2)
    yield Action(t("S-21", "✕ Remove"), press=SetQty(line=line.id, was=line.quantity, to=0), row=2)
