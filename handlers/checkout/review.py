"""S-36: the only screen where money is committed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.cart.views import LineView, QuoteView
from domain.customers.phones import masked
from domain.kit.i18n import Translator
from domain.kit.money import Money, total
from domain.shop.native import NATIVE
from domain.shop.views import ShopView
from handlers.cart.buttons import AskCoupon, OpenCart, OpenExtras
from handlers.cart.words import arrives, counted, coupon_problem, discount_fact, fee, item, why_gone
from handlers.checkout.buttons import (
    AddBasket,
    AddressBook,
    AskPhone,
    DeliveryOptions,
    PaymentOptions,
    Place,
    UseWallet,
)
from handlers.checkout.kinds import review_back
from handlers.checkout.parts import other_part
from handlers.payment.invoice import express_invoice, quote_invoice
from handlers.payment.words import WALLET, payment_name
from handlers.product.buttons import OpenProduct
from handlers.product.text import cut
from handlers.screen import Action, Fact, Nav, Screen
from handlers.support.buttons import HelpTopic

LINES = 8
GONE_SHOWN = 3
CHANGE_ROW, WALLET_ROW, EXTRA_ROW, CART_ROW, TERMS_ROW = 1, 2, 3, 4, 5


@dataclass(frozen=True, slots=True)
class Shown:
    """A quote as it is about to be drawn. `terms`: the shop has written some; `payments`: how many ways there are.

    `express`: address and delivery are asked for on the payment sheet.
    """

    quote: QuoteView
    kind: str
    shop: ShopView
    terms: bool = False
    payments: int = 1
    express: bool = False

    @property
    def pickup(self) -> bool:
        return self.quote.delivery is not None and self.quote.delivery.kind == "pickup"


def review_screen(shown: Shown, t: Translator) -> Screen:
    return Screen(
        id="S-36",
        title=t("S-36", "Check your order"),
        notice="\n".join(_notices(shown, t)),
        facts=(*_lines(shown.quote, t), *_sums(shown, t)),
        lines=tuple(_promises(shown, t)),
        actions=tuple(_actions(shown, t)),
        rev=shown.quote.revision,
        nav=Nav(back=_back(shown), cart=0),
    )


def _notices(shown: Shown, t: Translator) -> Iterable[str]:
    if shown.shop.settings.closed_notice:
        yield shown.shop.settings.closed_notice
    for line in shown.quote.changes:
        name = item(line.title, line.options, t)
        yield t("S-36", "{item} went from {old} to {new}.", item=name, old=line.changed_from, new=line.unit_price)
    yield from (_gone(line, t) for line in shown.quote.cart.gone[:GONE_SHOWN])
    if problem := coupon_problem(shown.quote.cart, t):
        yield problem
    if shown.quote.cart.apart:
        yield t("S-36", "The other items stay in your cart: they are paid apart.")


def _gone(line: LineView, t: Translator) -> str:
    if line.reason != "sold_out":
        return why_gone(line, t)
    return t("S-70", "{item} sold out. The rest of your cart is safe.", item=item(line.title, line.options, t))


def _lines(quote: QuoteView, t: Translator) -> Iterable[Fact]:
    lines = quote.cart.lines
    for line in lines[:LINES]:
        yield Fact(counted(line.quantity, item(line.title, line.options, t), t), t.money(line.total))
    if rest := lines[LINES:]:
        label = t.plural("S-36", "and {n} more", "and {n} more", len(rest))
        yield Fact(label, t.money(total((line.total for line in rest), quote.cart.currency)))


def _sums(shown: Shown, t: Translator) -> Iterable[Fact]:
    cart, way = shown.quote.cart, shown.quote.delivery
    if way and way.fee is not None and not shown.express:
        yield Fact(t("S-36", "Delivery, {method}", method=way.name), fee(way.fee, t))
    yield from discount_fact(cart, t)
    yield from _fees(shown, t)
    if cart.tax_on_top:
        yield Fact(t("S-36", "Tax"), t.money(cart.tax_on_top))
    yield Fact(t("S-36", "Total"), t.money(shown.quote.total), strong=True)
    included = total((tax.amount for tax in shown.quote.taxes), cart.currency)
    if included and shown.shop.prices_include_tax:
        yield Fact(t("S-36", "Tax included"), t.money(included))
    if shown.quote.wallet:
        yield Fact(t("S-36", "From the wallet"), f"−{t.money(shown.quote.wallet)}")
        yield Fact(t("S-36", "Still to pay"), t.money(shown.quote.due), strong=True)


def _fees(shown: Shown, t: Translator) -> Iterable[Fact]:
    """Fees by name: the gift wrap as the shop prices it, the rest is the way of paying."""
    cart = shown.quote.cart
    wrap = shown.shop.settings.gift_wrap_fee if cart.extras.get("gift_wrap") else None
    wrapped = Money(wrap or 0, cart.currency)
    if wrapped:
        yield Fact(t("S-36", "Gift wrap"), t.money(wrapped))
    if rest := cart.fees - wrapped:
        yield Fact(t("S-36", "Cash on delivery"), t.money(rest))


def _promises(shown: Shown, t: Translator) -> Iterable[str]:
    quote = shown.quote
    if shown.express:
        yield t("S-36", "🏠 Name, address and delivery are asked for when you pay")
    else:
        yield from _ways(shown, t)
    if quote.cart.digital:
        yield t("S-36", "💬 Comes here right after payment, and cannot be sent back then")
    yield payment_name(WALLET if quote.wallet and not quote.due else quote.payment, t, pickup=shown.pickup)
    yield from extras_lines(quote.cart.extras, t)


def _ways(shown: Shown, t: Translator) -> Iterable[str]:
    quote, way = shown.quote, shown.quote.delivery
    if shown.pickup and way:
        yield f"🏬 {way.point or way.name}"
    elif quote.address:
        yield f"🏠 {quote.address.full}"
    if quote.phone:
        yield f"📱 {masked(quote.phone)}"
    if way and (when := arrives(way, t)):
        yield f"🚚 {when}" if not shown.pickup else f"📦 {when}"


def extras_lines(extras: dict[str, str], t: Translator) -> Iterable[str]:
    """What the customer asked for besides the goods, a few words each."""
    if extras.get("gift_wrap"):
        yield t("S-36", "🎁 Gift wrap")
    if extras.get("hide_prices"):
        yield t("S-36", "🎁 No prices in the parcel")
    if extras.get("card_message"):
        yield t("S-36", "🎁 Card: {words}", words=cut(extras["card_message"], 60))
    if extras.get("recipient"):
        yield t("S-36", "🎁 For {name}", name=cut(extras["recipient"], 60))
    if extras.get("note"):
        yield t("S-36", "✉ Note: {words}", words=cut(extras["note"], 60))


def _actions(shown: Shown, t: Translator) -> Iterable[Action]:
    quote, kind = shown.quote, shown.kind
    yield _commit(shown, t)
    yield from _way_actions(shown, t)
    if shown.payments > 1:
        yield Action(t("S-36", "💳 Payment"), press=PaymentOptions(kind=kind), row=CHANGE_ROW)
    yield from _wallet_action(shown, t)
    yield Action(_coupon_label(quote, t), press=AskCoupon(back=review_back(kind)), row=EXTRA_ROW)
    if not quote.cart.digital:
        yield Action(t("S-36", "🎁 Gift & note"), press=OpenExtras(back=review_back(kind)), row=EXTRA_ROW)
    yield from other_part(quote.cart, kind, t)
    yield from _cart_actions(shown, t)
    if shown.terms:
        yield Action(t("S-36", "Terms"), press=HelpTopic(slug="terms"), row=TERMS_ROW, prio=4)


def _wallet_action(shown: Shown, t: Translator) -> Iterable[Action]:
    quote, rev = shown.quote, shown.quote.cart.revision
    if quote.wallet:
        press = UseWallet(kind=shown.kind, on=0, rev=rev)
        yield Action(t("S-36", "👛 Keep the wallet"), press=press, row=WALLET_ROW)
    elif quote.in_wallet and quote.total:
        label = t("S-36", "👛 Use {sum}", sum=min(quote.in_wallet, quote.total))
        yield Action(label, press=UseWallet(kind=shown.kind, on=1, rev=rev), row=WALLET_ROW)


def _way_actions(shown: Shown, t: Translator) -> Iterable[Action]:
    quote, kind = shown.quote, shown.kind
    if shown.express:
        yield Action(t("S-36", "🏠 Enter them here"), press=AddressBook(kind=kind, new=1), row=CHANGE_ROW)
        return
    if not shown.pickup and quote.address:
        yield Action(t("S-36", "🏠 Address"), press=AddressBook(kind=kind), row=CHANGE_ROW)
    if quote.delivery:
        yield Action(t("S-36", "🚚 Delivery"), press=DeliveryOptions(kind=kind), row=CHANGE_ROW)


def _cart_actions(shown: Shown, t: Translator) -> Iterable[Action]:
    if shown.quote.phone:
        yield Action(t("S-36", "📱 Phone"), press=AskPhone(kind=shown.kind), row=CART_ROW, prio=3)
    if shown.kind == "b":
        yield Action(t("S-36", "🛒 Edit cart"), press=OpenCart(), row=CART_ROW, prio=3)
    elif shown.quote.basket_units:
        label = t("S-36", "＋ Add my cart · {n}", n=t.number(shown.quote.basket_units))
        yield Action(label, press=AddBasket(rev=shown.quote.cart.revision), row=CART_ROW, prio=3)


def _coupon_label(quote: QuoteView, t: Translator) -> str:
    return t("S-20", "🎟 {code}", code=quote.cart.coupon) if quote.cart.coupon else t("S-20", "🎟 Coupon")


def _commit(shown: Shown, t: Translator) -> Action:
    """The committing button says what it commits to."""
    quote = shown.quote
    press = Place(rev=quote.revision, kind=shown.kind, quote=quote.id)
    short = t("S-36", "Order · {sum}", sum=quote.due)
    if quote.payment in NATIVE and quote.due:
        make = express_invoice if shown.express else quote_invoice
        pay = make(quote, shown.shop, t)
        return Action(_commit_words(shown, t), pay=pay, role="primary", prio=0, row=0, short=short)
    return Action(_commit_words(shown, t), press=press, role="primary", prio=0, row=0, short=short)


def _commit_words(shown: Shown, t: Translator) -> str:
    sum_, risen = shown.quote.due, bool(shown.quote.changes)
    if not sum_ and shown.quote.wallet:
        return t("S-36", "Order · {sum} from the wallet", sum=shown.quote.wallet)
    if not sum_:
        return t("S-36", "Place the order · nothing to pay")
    match shown.quote.payment, shown.pickup:
        case "cash", True:
            plain = t("S-36", "Order · pay {sum} at pickup", sum=sum_)
            return t("S-36", "Accept and pay {sum} at pickup", sum=sum_) if risen else plain
        case "cash", False:
            plain = t("S-36", "Order · pay {sum} on delivery", sum=sum_)
            return t("S-36", "Accept and pay {sum} on delivery", sum=sum_) if risen else plain
        case "transfer", _:
            plain = t("S-36", "Order · pay {sum} by transfer", sum=sum_)
            return t("S-36", "Accept and pay {sum} by transfer", sum=sum_) if risen else plain
        case _:
            return t("S-36", "Accept and pay {sum}", sum=sum_) if risen else t("S-36", "Pay {sum}", sum=sum_)


def _back(shown: Shown) -> OpenCart | OpenProduct:
    line = next(iter(shown.quote.cart.lines or shown.quote.cart.gone), None)
    if shown.kind == "b" or line is None:
        return OpenCart()
    return OpenProduct(id=line.product_id, chosen=f"v{line.variant_id}")
