"""A cart's sums as the views that screens are drawn from, and as the body of a quote."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from domain.cart.basket import Basket, BasketLine
from domain.cart.sums import Sums
from domain.cart.views import CartView, LineView, QuoteView, TaxLine
from domain.kit.clock import now
from domain.kit.i18n import Translator
from domain.kit.money import STARS, Money
from domain.kit.rows import moment


def cart_view(sums: Sums) -> CartView:
    """The cart as it stands; every amount comes from the one calculation."""
    basket, totals, currency = sums.basket, sums.totals, sums.currency
    refusal = sums.refusal
    lines, gone, apart = (
        tuple(line_view(line, sums.shop.currency) for line in some) for some in (sums.lines, sums.gone, sums.apart)
    )
    return CartView(
        id=basket.cart_id,
        kind=basket.kind,
        revision=basket.revision,
        currency=currency,
        lines=lines,
        gone=gone,
        units=sum(line.quantity for line in (*lines, *gone, *apart)),
        goods=Money(totals.goods_minor, currency),
        discount=Money(totals.discount_minor, currency),
        coupon=basket.coupon,
        coupon_problem=Translator("en").refusal(refusal) if refusal else "",
        delivery=sums.delivery,
        tax_on_top=Money(totals.tax_on_top_minor, currency),
        fees=Money(totals.fees_minor, currency),
        total=Money(totals.total_minor, currency),
        missing_for_free_delivery=_money(sums.free_in, currency),
        missing_for_minimum=_money(sums.missing_for_minimum, currency),
        extras={name: str(value) for name, value in basket.wishes.items()},
        can_undo=undo_open(basket),
        payment=sums.payment,
        coupon_refusal=refusal,
        options=sums.options,
        payments=sums.payments,
        apart=apart,
        split=sums.split,
    )


def _money(minor: int | None, currency: str) -> Money | None:
    return Money(minor, currency) if minor else None


def undo_open(basket: Basket) -> bool:
    """Whether the last removal can still be undone."""
    until = moment(basket.undo.get("until"))
    return until is not None and until > now()


def line_view(line: BasketLine, currency: str) -> LineView:
    """`currency` is the shop's. Only a price in it is remembered, so only its change can be said."""
    unit = Money(line.due_minor, STARS if line.in_stars else currency)
    changed = line.seen_minor != line.unit_minor and not line.in_stars
    return LineView(
        id=line.id,
        variant_id=line.variant_id,
        product_id=line.product_id,
        title=line.title,
        options=line.options,
        quantity=line.quantity,
        unit_price=unit,
        total=unit * line.quantity,
        available=line.available,
        reason=line.reason,
        free=line.free,
        changed_from=Money(line.seen_minor, currency) if changed else None,
        image=line.image,
        weight_g=line.weight_g,
        sku=line.sku,
        digital=line.digital,
    )


def tax_lines(sums: Sums) -> tuple[TaxLine, ...]:
    currency = sums.currency
    words = sums.basket.words
    return tuple(TaxLine(words(x.name), x.rate_bp, Money(x.tax_minor, currency)) for x in sums.totals.tax_summary)


def quote_view(sums: Sums, quote_id: int, revision: int, expires_at: datetime) -> QuoteView:
    """The review screen's content; id 0 while steps are missing."""
    cart, basket = cart_view(sums), sums.basket
    pickup = sums.delivery is not None and sums.delivery.kind == "pickup"
    rises = (line for line in cart.lines if line.changed_from and line.unit_price > line.changed_from)
    return QuoteView(
        id=quote_id,
        revision=revision,
        cart=cart,
        address=basket.address if sums.ships and not pickup else None,
        phone=sums.phone,
        delivery=sums.delivery,
        payment=sums.payment,
        taxes=tax_lines(sums),
        total=cart.total,
        wallet=Money(sums.wallet_minor, cart.currency),
        in_wallet=Money(basket.wallet if cart.currency != STARS else 0, cart.currency),
        expires_at=expires_at,
        missing=sums.missing,
        changes=tuple(rises),
        basket_units=basket.basket_units if basket.kind == "direct" else 0,
        name=basket.name,
    )


def body(sums: Sums) -> dict[str, Any]:
    """What a quote row keeps: everything that was shown, in plain values."""
    basket = sums.basket
    return {
        "totals": asdict(sums.totals),
        "titles": {str(line.variant_id): [line.title, line.options] for line in sums.lines},
        "address": address_body(sums),
        "delivery": delivery_body(sums),
        "phone": sums.phone,
        "coupon": "" if sums.refusal else basket.coupon,
        "payment": sums.payment,
        "extras": basket.wishes,
        "wallet": sums.wallet_minor,
    }


def address_body(sums: Sums) -> dict[str, Any]:
    """The address the goods go to, as an order keeps it; empty for a pickup."""
    pickup = sums.delivery is not None and sums.delivery.kind == "pickup"
    address = sums.basket.address
    if address is None or pickup or not sums.ships:
        return {}
    return asdict(address) | {"full": address.full}


def delivery_body(sums: Sums) -> dict[str, Any]:
    """The way of delivery as an order keeps it; empty where nothing is shipped."""
    way = sums.delivery
    if way is None:
        return {}
    names = "method_id kind name earliest latest ready_at point_id point".split()
    return {name: _plain(getattr(way, name)) for name in names}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime)) else value
