"""S-22 and S-24: a code that takes something off, and what else the shop should do with the parcel."""

from __future__ import annotations

from collections.abc import Iterable

from domain.cart.views import CartView
from domain.kit.i18n import Translator
from domain.kit.money import Money
from domain.shop.views import ShopView
from handlers.cart.buttons import ApplyCoupon, AskExtra, DropCoupon, OpenCart, OpenExtras, ToggleExtra
from handlers.cart.words import coupon_problem
from handlers.checkout.kinds import opener
from handlers.home.buttons import Home
from handlers.product.text import cut
from handlers.screen import Action, Choice, Fact, Form, Input, Nav, Screen

LONGEST = {"note": 300, "card_message": 200, "recipient": 120}
SAID = 40


def coupon_screen(cart: CartView, back: str, t: Translator, *, code: str = "", error: str = "") -> Screen:
    """S-22. `error` says why `code` does not work."""
    return Screen(
        id="S-22",
        title=t("S-22", "Coupon"),
        body=t("S-22", "Send the code."),
        notice="" if error else coupon_problem(cart, t),
        facts=(Fact(t("S-20", "🎟 {code}", code=cart.coupon), f"−{t.money(cart.discount)}"),) if cart.discount else (),
        form=_coupon_form(cart, back, code, error, t),
        actions=_drop(cart, back, t),
        awaits=f"coupon.{back}",
        alert=error,
        rev=cart.revision,
        nav=Nav(back=opener(back), cart=0),
    )


def _coupon_form(cart: CartView, back: str, code: str, error: str, t: Translator) -> Form:
    inputs = (
        Input("code", "coupon", t("S-22", "Code"), value=code, error=error),
        Input("back", "hidden", t("S-22", "Code"), value=back),
    )
    return Form("coupon", inputs, t("S-22", "Apply"), rev=cart.revision)


def _drop(cart: CartView, back: str, t: Translator) -> tuple[Action, ...]:
    if not cart.coupon:
        return ()
    label = t("S-22", "Remove {code}", code=cart.coupon)
    return (Action(label, press=DropCoupon(rev=cart.revision, back=back), row=1),)


def offer_screen(cart: CartView, press: ApplyCoupon, t: Translator) -> Screen:
    """A code that was simply typed: "Use SPRING10?"."""
    return Screen(
        id="S-22",
        title=t("S-22", "Use {code}?", code=press.code),
        actions=(
            Action(t("S-22", "Apply"), press=press, role="primary", prio=0, row=0),
            Action(t("S-22", "No"), press=OpenCart(), prio=0, row=1),
        ),
        rev=cart.revision,
        nav=Nav(back=OpenCart()),
    )


def kept_screen(code: str, t: Translator) -> Screen:
    """A code that was typed before anything is in the cart."""
    return Screen(
        id="S-22",
        title=t("S-22", "We keep {code} for your order.", code=code),
        actions=(Action(t("S-20", "Browse"), press=Home(), role="primary", prio=0, row=0),),
        nav=Nav(back=Home()),
    )


def extras_screen(
    cart: CartView,
    back: str,
    shop: ShopView,
    t: Translator,
    *,
    forms: bool = False,
    asks: str = "",
    values: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
) -> Screen:
    """S-24. With `forms` the words stand in one form, else each has its row; `asks` is the one waited for."""
    wrong = errors or {}
    return Screen(
        id="S-24",
        title=t("S-24", "Gift & note"),
        body=_ask(asks, t) if asks else "",
        choices=(*_toggles(cart, back, shop, t), *(() if forms else _rows(cart, back, t))),
        actions=_without(cart, back, asks, t),
        form=_form(cart, back, values or cart.extras, wrong, t) if forms else None,
        awaits=f"extra.{asks}.{back}" if asks else "",
        alert=next(iter(wrong.values()), ""),
        rev=cart.revision,
        nav=Nav(back=OpenExtras(back=back) if asks else opener(back), cart=0),
    )


def _toggles(cart: CartView, back: str, shop: ShopView, t: Translator) -> Iterable[Choice]:
    wrap = shop.settings.gift_wrap_fee
    if wrap is not None:
        price = f"+{t.money(Money(wrap, cart.currency))}" if wrap else t("S-33", "free")
        yield _toggle(cart, back, "gift_wrap", t("S-24", "🎁 Gift wrap"), t, price)
    yield _toggle(cart, back, "hide_prices", t("S-24", "Hide prices in the parcel"), t)


def _toggle(cart: CartView, back: str, name: str, label: str, t: Translator, price: str = "") -> Choice:
    on = bool(cart.extras.get(name))
    press = ToggleExtra(rev=cart.revision, name=name, on=0 if on else 1, back=back)
    said = t("S-24", "On") if on else t("S-24", "Off")
    return Choice(press, label, price=price, badge=said, state="chosen" if on else "")


def names(t: Translator) -> dict[str, str]:
    """The words a customer can leave, in the order they are offered."""
    return {
        "card_message": t("S-24", "Message on the card"),
        "note": t("S-24", "Note for the shop"),
        "recipient": t("S-24", "Recipient is someone else"),
    }


def _rows(cart: CartView, back: str, t: Translator) -> Iterable[Choice]:
    for name, label in names(t).items():
        said = cart.extras.get(name, "")
        press = AskExtra(name=name, back=back)
        yield Choice(press, label, description=cut(said, SAID), state="chosen" if said else "")


def _ask(name: str, t: Translator) -> str:
    match name:
        case "card_message":
            return t("S-24", "Send the words for the card, up to {n} characters.", n=t.number(LONGEST[name]))
        case "recipient":
            return t("S-24", "Send the name and phone of the person who receives it.")
        case _:
            return t("S-24", "Send your note for the shop, up to {n} characters.", n=t.number(LONGEST["note"]))


def _without(cart: CartView, back: str, asks: str, t: Translator) -> tuple[Action, ...]:
    if not asks or not cart.extras.get(asks):
        return ()
    press = ToggleExtra(rev=cart.revision, name=asks, on=0, back=back)
    return (Action(t("S-24", "Remove it"), press=press, row=1),)


def _form(cart: CartView, back: str, values: dict[str, str], errors: dict[str, str], t: Translator) -> Form:
    hints = {"recipient": t("S-24", "Name and phone")}
    words = tuple(
        Input(
            name,
            "text",
            label,
            hint=hints.get(name, t("S-24", "Up to {n} characters", n=t.number(LONGEST[name]))),
            value=values.get(name, ""),
            required=False,
            autocomplete="off",
            error=errors.get(name, ""),
        )
        for name, label in names(t).items()
    )
    hidden = Input("back", "hidden", t("S-24", "Gift & note"), value=back)
    return Form("extras", (*words, hidden), t("S-24", "Save"), rev=cart.revision)
