"""How lines, delivery and amounts are said, in the cart, on the review and on orders."""

from __future__ import annotations

from domain.cart.views import CartView, DeliveryOption, LineView
from domain.kit.i18n import Translator
from domain.kit.money import Money
from domain.promotions.errors import CouponRefused
from handlers.product.text import cut
from handlers.screen import Fact

NAME = 44


def item(title: str, options: str, t: Translator, length: int = NAME) -> str:
    """An item with its options ("Linen shirt, M, blue"), cut at a word."""
    return cut(t.item(title, options), length)


def counted(quantity: int, name: str, t: Translator) -> str:
    return t("S-36", "{n} × {item}", n=t.number(quantity), item=name)


def why_gone(line: LineView, t: Translator) -> str:
    name = item(line.title, line.options, t)
    if line.reason == "sold_out":
        return t("S-20", "Not available now: {item} (sold out)", item=name)
    if line.reason == "not_here":
        return t("S-20", "Not sold in this messenger: {item}", item=name)
    return t("S-20", "Not available now: {item} (no longer sold)", item=name)


def price_notes(lines: tuple[LineView, ...], t: Translator) -> tuple[str, ...]:
    changed = ((item(x.title, x.options, t), x) for x in lines if x.changed_from)
    return tuple(
        t("S-20", "{item}: was {old}, now {new}", item=name, old=x.changed_from, new=x.unit_price)
        for name, x in changed
    )


def fee(amount: Money, t: Translator) -> str:
    return t.money(amount) if amount else t("S-33", "free")


def arrives(option: DeliveryOption, t: Translator) -> str:
    """When the goods are there: dates, or the hour they can be picked up; "" when nobody can say."""
    if option.ready_at:
        return t("S-33", "ready {when}", when=t.moment(option.ready_at))
    if option.earliest:
        return t.day_range(option.earliest, option.latest or option.earliest)
    return ""


def worth(cart: CartView, t: Translator) -> str:
    """What the goods of a cart cost, each currency by itself."""
    return f"{t.money(cart.goods)} + {t.money(cart.apart_total)}" if cart.apart else t.money(cart.goods)


def estimate(option: DeliveryOption | None, t: Translator) -> str:
    """What delivery will cost about, while there is no address to tell exactly."""
    if option is None or not option.estimate:
        return ""
    if option.fee is None:
        return t("S-20", "🚚 The delivery price is shown with your address.")
    if not option.fee:
        return t("S-20", "🚚 Delivery is free, exact after your address.")
    return t("S-20", "🚚 Delivery from {fee}, exact after your address.", fee=option.fee)


def discount_fact(cart: CartView, t: Translator) -> tuple[Fact, ...]:
    return (Fact(t("S-20", "🎟 {code}", code=cart.coupon), f"−{t.money(cart.discount)}"),) if cart.discount else ()


def coupon_problem(cart: CartView, t: Translator) -> str:
    """Why the coupon on this cart takes nothing off right now."""
    refusal = cart.coupon_refusal
    if refusal is None:
        return ""
    said = t.refusal(refusal)
    return said if isinstance(refusal, CouponRefused) else t("S-20", "{code}: {reason}", code=cart.coupon, reason=said)
