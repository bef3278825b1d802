"""What a messenger's payment sheet says: the sum in its parts, and what for. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.cart.views import CartView, QuoteView
from domain.kit.i18n import Translator
from domain.kit.money import STARS, Money, total
from domain.orders.views import OrderView
from domain.payments.payloads import Payload
from domain.shop.native import BY_CARD, BY_STARS, most_tip, tips_for
from domain.shop.views import ShopView
from handlers.cart.words import counted, item
from handlers.product.text import cut
from handlers.screen import Invoice

TITLE, DESCRIPTION, LABEL, LINES = 32, 255, 60, 8
Prices = tuple[tuple[str, Money], ...]
Item = tuple[str, Money]


def quote_invoice(quote: QuoteView, shop: ShopView, t: Translator) -> Invoice:
    """The sheet of S-36."""
    items = cart_items(quote.cart, t)
    delivery = quote.delivery.fee if quote.delivery else None
    credit = ((t("S-36", "From the wallet"), -quote.wallet),) if quote.wallet else ()
    prices = (*_few(items, t), *_way(delivery, t), *_rest(quote.cart, t), *credit)
    return _invoice(Payload("quote", quote.id, quote.revision), items, prices, quote.due, shop, t)


def express_invoice(quote: QuoteView, shop: ShopView, t: Translator) -> Invoice:
    """The sheet that asks for name, phone and address, and then for the way of delivery."""
    cart, items = quote.cart, cart_items(quote.cart, t)
    prices = (*_few(items, t), *_rest(cart, t))
    return _invoice(Payload("cart", cart.id, cart.revision), items, prices, cart.total, shop, t, form=True)


def order_invoice(order: OrderView, shop: ShopView, t: Translator) -> Invoice:
    """The sheet of an order that waits for its money."""
    items = [
        (counted(x.quantity, item(x.title, x.options, t), t), x.unit_price * x.quantity) for x in order.lines
    ]  # fmt: skip
    extra = (
        (t("S-41", "Discount"), -order.discount),
        (t("S-41", "Fees"), order.fees),
        (t("S-36", "Tax"), order.tax_on_top),
    )
    prices = (*_few(items, t), *_way(order.delivery_fee, t), *((label, sum_) for label, sum_ in extra if sum_))
    return _invoice(Payload("order", order.id, order.revision), items, prices, order.due, shop, t)


def cart_items(cart: CartView, t: Translator) -> list[Item]:
    return [(counted(x.quantity, item(x.title, x.options, t), t), x.total) for x in cart.lines]


def _few(items: Sequence[Item], t: Translator) -> Iterable[Item]:
    """The first lines by name, the others together."""
    yield from ((cut(label, LABEL), amount) for label, amount in items[:LINES])
    if rest := items[LINES:]:
        label = t.plural("S-36", "and {n} more", "and {n} more", len(rest))
        yield label, total((amount for _, amount in rest), rest[0][1].currency)


def _way(fee: Money | None, t: Translator) -> Iterable[Item]:
    if fee:
        yield t("S-33", "Delivery"), fee


def _rest(cart: CartView, t: Translator) -> Iterable[Item]:
    if cart.discount:
        yield t("S-20", "🎟 {code}", code=cart.coupon), -cart.discount
    if cart.fees:
        yield t("S-41", "Fees"), cart.fees
    if cart.tax_on_top:
        yield t("S-36", "Tax"), cart.tax_on_top


def _invoice(
    payload: Payload, items: Sequence[Item], prices: Prices, due: Money, shop: ShopView, t: Translator, *,
    form: bool = False,
) -> Invoice:  # fmt: skip
    """One price where the messenger takes only one, or where the parts would not add up to what is owed."""
    parts_add_up = total((amount for _, amount in prices), due.currency) == due
    whole = ((t("S-36", "Total"), due),)
    tips = tuple(Money(tip, due.currency) for tip in tips_for(shop, due.minor, due.currency))
    return Invoice(
        title=cut(shop.name, TITLE),
        description=cut(", ".join(label for label, _ in items), DESCRIPTION) or shop.name,
        payload=str(payload),
        prices=prices if parts_add_up and due.currency != STARS else whole,
        provider=BY_STARS if due.currency == STARS else BY_CARD,
        tips=tips,
        tip_most=Money(most_tip(shop, due.minor, due.currency), due.currency) if tips else None,
        form=form,
    )
