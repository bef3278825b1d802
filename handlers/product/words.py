"""What S-08 says in figures and words: the price, the way it comes, what is chosen. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from domain.cart.views import DeliveryOption
from domain.catalog.views import VariantView
from domain.kit.i18n import Translator
from handlers.product.choosing import Selection, on_card, price_range


def price_words(selection: Selection, t: Translator) -> tuple[str, str, str]:
    """Now, before, and how much less; "from" while variants of different prices can still be meant."""
    if selection.variant:
        return _variant_price(selection.variant, t)
    ends = price_range(selection.possible)
    if ends is None or ends[0] == ends[1]:
        return _variant_price(selection.possible[0], t) if selection.possible else ("", "", "")
    return t("S-08", "from {price}", price=ends[0]), "", ""


def _variant_price(variant: VariantView, t: Translator) -> tuple[str, str, str]:
    if not variant.sold_here:
        return "", "", ""
    if not variant.old_price:
        return t.money(variant.price), "", ""
    less = 100 - -(-variant.price.minor * 100 // variant.old_price.minor)
    return t.money(variant.price), t.money(variant.old_price), f"−{less}%" if less else ""


def delivery_line(option: DeliveryOption, city: str, t: Translator) -> str:
    place = city or t("S-08", "you")
    if option.fee is None:
        fee = t("S-08", "price after your address")
    elif not option.fee:
        fee = t("S-08", "free")
    else:
        fee = t.money(option.fee) if city else t("S-08", "from {price}", price=option.fee)
    if option.earliest is None:
        return t("S-08", "🚚 To {place}: {fee}", place=place, fee=fee)
    date = t.day_range(option.earliest, option.latest or option.earliest)
    return t("S-08", "🚚 To {place}: {fee} · {date}", place=place, fee=fee, date=date)


def chosen_words(selection: Selection, t: Translator) -> Iterable[str]:
    for option in selection.product.options:
        value = selection.value_of(option)
        if value:
            yield t("S-08", "{option}: {value}", option=option.name, value=value.value)
        elif on_card(selection.product):
            yield t("S-08", "{option}: choose below", option=option.name)
        else:
            yield t("S-08", "{option}: not chosen", option=option.name)
