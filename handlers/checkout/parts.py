"""S-36 of a cart that cannot be paid at once: part of it is sold for Stars, part for money."""

from __future__ import annotations

from collections.abc import Iterable

from domain.cart.errors import TwoPayments
from domain.cart.views import CartView
from domain.kit.i18n import Translator
from domain.kit.money import Money
from handlers.cart.buttons import OpenCart
from handlers.checkout.buttons import BuyPart
from handlers.screen import Action, Nav, Screen

PART_ROW = 1


def split_screen(cart: CartView, kind: str, t: Translator) -> Screen:
    """Which part first? The other one stays in the cart."""
    return Screen(
        id="S-36",
        title=t("S-36", "Two payments"),
        body=t.refusal(TwoPayments()),
        actions=tuple(_parts(cart, kind, t)),
        rev=cart.revision,
        nav=Nav(back=OpenCart(), cart=0),
    )


def _parts(cart: CartView, kind: str, t: Translator) -> Iterable[Action]:
    sums = sorted([(cart.digital, cart.total), (cart.apart[0].digital, cart.apart_total)], reverse=True)
    for place, (digital, amount) in enumerate(sums):
        press = BuyPart(rev=cart.revision, kind=kind, part="digital" if digital else "rest")
        label, short = part_words(amount, digital, t)
        yield Action(label, press=press, role="normal" if place else "primary", prio=0, row=place, short=short)


def part_words(amount: Money, digital: bool, t: Translator) -> tuple[str, str]:
    """A button's words for one part, and its short ones."""
    if digital:
        return t("S-36", "Buy the digital items · {sum}", sum=amount), t("S-36", "Digital · {sum}", sum=amount)
    return t("S-36", "Buy the rest · {sum}", sum=amount), t("S-36", "The rest · {sum}", sum=amount)


def other_part(cart: CartView, kind: str, t: Translator) -> tuple[Action, ...]:
    """On the review of one part: the way to the other."""
    if not cart.apart:
        return ()
    digital = cart.apart[0].digital
    press = BuyPart(rev=cart.revision, kind=kind, part="digital" if digital else "rest")
    label, short = part_words(cart.apart_total, digital, t)
    return (Action(label, press=press, row=PART_ROW, prio=2, short=short),)
