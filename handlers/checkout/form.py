"""S-30 to S-35 on one page, for channels that show forms: only what is still missing is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from aiogram.filters.callback_data import CallbackData

from domain.cart.views import DeliveryOption, QuoteView
from domain.kit.i18n import Translator
from domain.shop.views import ShopView
from handlers.cart.words import arrives
from handlers.checkout.fields import address_inputs, name_input, phone_input
from handlers.checkout.kinds import opener
from handlers.checkout.reach import Reach
from handlers.checkout.screens import fee_words, pickup_action
from handlers.payment.words import payment_name, surcharge
from handlers.product.buttons import OpenProduct
from handlers.screen import Form, Input, Nav, Screen

STEPS = frozenset({"address", "phone", "payment"})


@dataclass(frozen=True, slots=True)
class Page:
    """What the form is made of. `values` is what has been filled in so far, `errors` what is wrong with it.

    `address` asks for an address although there is one; `address_id` is the one that the new words replace.
    """

    quote: QuoteView
    kind: str
    shop: ShopView
    reach: Reach
    options: tuple[DeliveryOption, ...] = ()
    payments: tuple[str, ...] = ()
    pickup: CallbackData | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    address: bool = False
    address_id: int = 0

    @property
    def asks(self) -> frozenset[str]:
        """The open steps."""
        return STEPS & {*self.quote.missing, *(("address",) if self.address else ())}


def form_screen(page: Page, t: Translator) -> Screen:
    """One page, submitted once. The first field is also what a typed message answers."""
    awaits = next((f"{step}.{page.kind}" for step in ("address", "phone") if step in page.asks), "")
    return Screen(
        id="S-30",
        title=_title(page, t),
        body=t("S-30", "You see the total before you order."),
        form=Form("checkout", tuple(_inputs(page, t)), t("S-30", "Continue"), rev=page.quote.cart.revision),
        actions=pickup_action(page.pickup, t) if "address" in page.asks else (),
        awaits=awaits,
        alert=page.errors.get("", ""),
        rev=page.quote.cart.revision,
        nav=Nav(back=back_of(page.quote, page.kind), cart=0),
    )


def _title(page: Page, t: Translator) -> str:
    if "address" in page.asks:
        return t("S-30", "Where should we deliver?")
    return t("S-32", "How can we reach you?") if "phone" in page.asks else t("S-35", "How will you pay?")


def back_of(quote: QuoteView, kind: str) -> CallbackData:
    """S-20, or the product of Buy now."""
    line = next(iter(quote.cart.lines), None)
    if kind == "d" and line:
        return OpenProduct(id=line.product_id, chosen=f"v{line.variant_id}")
    return opener("k")


def _inputs(page: Page, t: Translator) -> Iterable[Input]:
    yield Input("kind", "hidden", t("S-30", "Continue"), value=page.kind)
    if page.address_id:
        yield Input("address", "hidden", t("S-30", "Continue"), value=str(page.address_id))
    if "address" in page.asks:
        yield name_input(page.values, t)
        yield from address_inputs(page.reach, page.values, page.errors, t)
    if "phone" in page.asks:
        yield phone_input(page.values, page.errors, t)
    if "address" in page.asks:
        yield from _methods(page, t)
    if "payment" in page.asks:
        yield from _payments(page, t)


def _methods(page: Page, t: Translator) -> Iterable[Input]:
    """Several couriers to choose from; picking up has its own button."""
    couriers = [option for option in page.options if option.kind != "pickup"]
    if len(couriers) < 2:
        return
    chosen = next((o for o in couriers if o.chosen), couriers[0])
    yield Input(
        "method",
        "text",
        t("S-33", "Delivery"),
        value=page.values.get("method") or str(chosen.method_id),
        options=tuple((str(o.method_id), _courier(o, t)) for o in couriers),
    )


def _courier(option: DeliveryOption, t: Translator) -> str:
    return " · ".join(part for part in (option.name, fee_words(option, t), arrives(option, t)) if part)


def _payments(page: Page, t: Translator) -> Iterable[Input]:
    if not page.payments:
        return
    names = {code: f"{payment_name(code, t)} {surcharge(code, page.shop, t)}".strip() for code in page.payments}
    value = page.values.get("payment") or page.payments[0]
    yield Input("payment", "text", t("S-35", "Payment"), value=value, options=tuple(names.items()))
