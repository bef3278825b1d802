"""S-30 to S-35, one question each: for channels without forms, and for changing one answer later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aiogram.filters.callback_data import CallbackData

from domain.cart.views import CartView, DeliveryOption, LineView, PointView
from domain.customers.views import AddressView
from domain.kit.i18n import Translator
from domain.kit.paging import clamp
from domain.shop.card_sums import least_by_card, most_by_card
from domain.shop.native import BY_CARD
from domain.shop.views import ShopView
from handlers.cart.buttons import OpenCart
from handlers.cart.words import arrives, fee, why_gone
from handlers.checkout.buttons import (
    AddressBook,
    ConfirmAddress,
    PickupPoints,
    Review,
    UseAddress,
    UseMethod,
    UsePayment,
    UsePoint,
)
from handlers.home.buttons import Home, TellWhenOpen
from handlers.payment.words import payment_name, surcharge
from handlers.product.buttons import OpenProduct, TellWhenBack
from handlers.product.text import cut
from handlers.screen import Action, Choice, Form, Input, Nav, Prompt, Screen
from handlers.support.buttons import Help

POINTS_PER_PAGE = 6


def address_name(address: AddressView, t: Translator) -> str:
    """As it stands on a button: "🏠 Home · Brivibas 12-4"."""
    place = cut(address.brief, 48)
    return t("S-30", "🏠 {label} · {place}", label=address.label, place=place) if address.label else f"🏠 {place}"


def address_book(
    addresses: Sequence[AddressView], chosen: int, kind: str, rev: int, pickup: CallbackData | None, t: Translator
) -> Screen:
    """S-30 with saved addresses."""
    return Screen(
        id="S-30",
        title=t("S-30", "Where should we deliver?"),
        choices=tuple(
            Choice(
                UseAddress(rev=rev, kind=kind, address=a.id),
                address_name(a, t),
                description=a.postcode,
                state="chosen" if a.id == chosen else "",
            )
            for a in addresses
        ),
        actions=(
            Action(t("S-30", "＋ New address"), press=AddressBook(kind=kind, new=1), row=1),
            *pickup_action(pickup, t),
        ),
        rev=rev,
        nav=Nav(back=Review(kind=kind), cart=0),
    )


def pickup_action(pickup: CallbackData | None, t: Translator) -> tuple[Action, ...]:
    return (Action(t("S-30", "🏬 Pick up instead"), press=pickup, row=2),) if pickup else ()


def ask_address(kind: str, pickup: CallbackData | None, back: CallbackData, t: Translator, said: str = "") -> Screen:
    """S-30 as one typed message. `said` is why it is asked again."""
    return Screen(
        id="S-30",
        title=t("S-30", "Where should we deliver?"),
        body=t("S-30", "Send the address as a message: street, house, flat, city, postcode. A map link works too."),
        actions=pickup_action(pickup, t),
        awaits=f"address.{kind}",
        prompt=Prompt(
            t("S-30", "Send the address as a message, or tap 📍 below."),
            location=t("S-30", "📍 Send my location"),
            cancel=t("S-30", "Cancel"),
        ),
        alert=said,
        nav=Nav(back=back, cart=0),
    )


def ask_part(part: str, kind: str, so_far: str, t: Translator, said: str = "") -> Screen:
    """S-30 once more, for the one part that is missing or wrong (`said`); what has been typed waits with the field."""
    questions = {
        "street": t("S-30", "Which street?"),
        "house": t("S-30", "Which house number?"),
        "city": t("S-30", "Which city?"),
        "region": t("S-30", "Which state or region?"),
        "postcode": t("S-30", "Which postcode?"),
    }
    return Screen(
        id="S-30",
        title=questions.get(part, questions["street"]),
        body=so_far.replace("\n", ", "),
        actions=(Action(t("S-30", "Start again"), press=AddressBook(kind=kind, new=1), row=1),),
        awaits=f"part.{kind}.{so_far}",
        alert=said,
        nav=Nav(back=AddressBook(kind=kind, new=1), cart=0),
    )


def check_address(address: AddressView, kind: str, rev: int, t: Translator) -> Screen:
    """S-31, when the words left a doubt."""
    return Screen(
        id="S-31",
        title=t("S-31", "{address}. Right?", address=address.full),
        actions=(
            Action(
                t("S-31", "Yes"),
                press=ConfirmAddress(rev=rev, kind=kind, address=address.id),
                role="primary",
                prio=0,
                row=0,
            ),
            Action(t("S-31", "Edit the address"), press=AddressBook(kind=kind, new=1), row=1),
        ),
        rev=rev,
        nav=Nav(back=AddressBook(kind=kind), cart=0),
    )


def no_zone(place: str, kind: str, pickup: CallbackData | None, back: CallbackData, t: Translator) -> Screen:
    """The address is outside every zone."""
    return Screen(
        id="S-30",
        title=t("S-30", "We don't deliver to {place} yet.", place=place),
        actions=(
            *pickup_action(pickup, t),
            Action(t("S-30", "Another address"), press=AddressBook(kind=kind, new=1), row=3),
            Action(t("S-30", "💬 Help"), press=Help(), row=4),
        ),
        nav=Nav(back=back, cart=0),
    )


def refused_screen(cart: CartView, sentence: str, t: Translator, *, closed: bool = False) -> Screen:
    """S-70 and S-71 of Buy now: what was wanted cannot be ordered, and what can be done instead."""
    line = next(iter((*cart.gone, *cart.lines)), None)
    see = OpenProduct(id=line.product_id, chosen=f"v{line.variant_id}") if line else Home()
    tell = line is not None and line.reason == "sold_out"
    return Screen(
        id="S-71" if closed else "S-70",
        title=why_gone(line, t) if line and tell else sentence,
        actions=tuple(_instead(line, t, tell=tell, closed=closed)),
        nav=Nav(back=see, cart=None),
    )


def _instead(line: LineView | None, t: Translator, *, tell: bool, closed: bool) -> Iterable[Action]:
    if closed:
        label, short = t("S-71", "🔔 Tell me when you open"), t("S-71", "🔔 Tell me")
        yield Action(label, press=TellWhenOpen(), role="primary", prio=0, row=0, short=short)
    elif line and tell:
        label, short = t("S-08", "🔔 Tell me when it's back"), t("S-71", "🔔 Tell me")
        press = TellWhenBack(variant=line.variant_id, on=1)
        yield Action(label, press=press, role="primary", prio=0, row=0, short=short)
    else:
        yield Action(t("S-20", "Browse"), press=Home(), role="primary", prio=0, row=0)
    if line:
        yield Action(t("S-70", "See the item"), press=OpenProduct(id=line.product_id), row=1)
    yield Action(t("S-70", "🛒 My cart"), press=OpenCart(), row=2)


def ask_phone(kind: str, phone: str, back: CallbackData, t: Translator, *, error: str = "", typed: str = "") -> Screen:
    """S-32, with the reason."""
    field = Input("phone", "phone", t("S-32", "Phone"), value=typed or phone, autocomplete="tel", error=error)
    hidden = Input("kind", "hidden", t("S-32", "Phone"), value=kind)
    return Screen(
        id="S-32",
        title=t("S-32", "Phone"),
        body=t("S-32", "Your phone number, so the courier can reach you. We don't use it for ads."),
        form=Form("phone", (field, hidden), t("S-32", "Save")),
        awaits=f"phone.{kind}",
        prompt=Prompt(
            t("S-32", "Type your number, or tap 📱 below."),
            phone=t("S-32", "📱 Share my number"),
            cancel=t("S-30", "Cancel"),
        ),
        alert=error,
        nav=Nav(back=back, cart=0),
    )


def delivery_screen(options: Sequence[DeliveryOption], kind: str, rev: int, points: int, t: Translator) -> Screen:
    """S-33. With several `points` a pickup asks which one."""
    return Screen(
        id="S-33",
        title=t("S-33", "Delivery"),
        choices=tuple(_option(option, kind, rev, points, t) for option in options),
        body="" if options else t("S-33", "There is no way to deliver this order right now."),
        rev=rev,
        nav=Nav(back=Review(kind=kind), cart=0),
    )


def _option(option: DeliveryOption, kind: str, rev: int, points: int, t: Translator) -> Choice:
    pickup = option.kind == "pickup"
    name = option.name if not pickup or not option.point else f"{option.name} · {option.point}"
    sign = "🏬" if pickup else "🚚"
    return Choice(
        method_press(option, kind, rev, points),
        f"{sign} {name}",
        short=option.name,
        description=arrives(option, t),
        price=fee_words(option, t),
        state="chosen" if option.chosen else "",
    )


def fee_words(option: DeliveryOption, t: Translator) -> str:
    if option.fee is None:
        return ""
    if option.estimate and option.fee:
        return t("S-33", "from {fee}", fee=option.fee)
    return fee(option.fee, t)


def method_press(option: DeliveryOption, kind: str, rev: int, points: int) -> CallbackData:
    """The button that chooses a way of delivery, or first a place to pick up from."""
    if option.kind == "pickup" and points > 1:
        return PickupPoints(kind=kind, method=option.method_id)
    return UseMethod(rev=rev, kind=kind, method=option.method_id)


def points_screen(
    points: Sequence[PointView], chosen: int, button: PickupPoints, rev: int, back: CallbackData, t: Translator
) -> Screen:
    """S-33's places to pick up from, six at a time, the nearest first where we know where the customer is."""
    page = clamp(button.page, POINTS_PER_PAGE, len(points))
    start = (page - 1) * POINTS_PER_PAGE
    return Screen(
        id="S-33",
        title=t("S-33", "Where will you pick it up?"),
        choices=tuple(_point(p, chosen, button, rev, t) for p in points[start : start + POINTS_PER_PAGE]),
        actions=tuple(_point_pages(button, page, len(points), t)),
        rev=rev,
        nav=Nav(back=back, cart=0),
    )


def _point(point: PointView, chosen: int, button: PickupPoints, rev: int, t: Translator) -> Choice:
    far = t("S-33", "{km} km", km=_km(point.distance_km, t)) if point.distance_km is not None else ""
    return Choice(
        UsePoint(rev=rev, kind=button.kind, method=button.method, point=point.id),
        f"🏬 {point.name}",
        description=" · ".join(part for part in (point.address, point.hours, far) if part),
        state="chosen" if point.id == chosen else "",
    )


def _km(distance: float, t: Translator) -> str:
    return t.number(round(distance)) if distance >= 1 else "<1"


def _point_pages(button: PickupPoints, page: int, count: int, t: Translator) -> Iterable[Action]:
    if page > 1:
        yield Action(t("S-03", "‹ Prev"), press=button.model_copy(update={"page": page - 1}), row=3)
    if page * POINTS_PER_PAGE < count:
        yield Action(t("S-03", "Next ›"), press=button.model_copy(update={"page": page + 1}), row=3)


def _no_way(codes: Sequence[str], shop: ShopView, t: Translator, *, card: bool) -> str:
    """Why a way to pay that others know of is not here."""
    if card and BY_CARD not in codes:
        least, most = least_by_card(shop.currency), most_by_card(shop.currency)
        return t("S-35", "A card in Telegram takes sums from {least} to {most}.", least=least, most=most)
    return "" if codes else t("S-35", "There is no way to pay for this here. Write to us.")


def payment_screen(
    codes: Sequence[str], chosen: str, kind: str, rev: int, shop: ShopView, t: Translator, *, card: bool = False
) -> Screen:
    """S-35. `card`: a card in Telegram would be one of the ways, if the sum were another."""
    return Screen(
        id="S-35",
        title=t("S-35", "How will you pay?"),
        body=_no_way(codes, shop, t, card=card),
        actions=() if codes else (Action(t("S-50", "💬 Help"), press=Help(), role="primary", prio=0, row=0),),
        choices=tuple(
            Choice(
                UsePayment(rev=rev, kind=kind, code=code),
                payment_name(code, t),
                price=surcharge(code, shop, t),
                state="chosen" if code == chosen else "",
            )
            for code in codes
        ),
        rev=rev,
        nav=Nav(back=Review(kind=kind), cart=0),
    )
