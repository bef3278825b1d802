"""One variant: an object in "variants", or the product itself where it has only one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from domain.imports.port import VariantRow
from domain.kit.money import Money
from integrations.feeds import values
from integrations.feeds.jsonlines.fields import Fields
from integrations.feeds.table import Refused
from integrations.feeds.text import one_line, quoted

Policy = Literal["deny", "backorder", "untracked"]
_POLICIES: dict[str, Policy] = {"deny": "deny", "backorder": "backorder", "untracked": "untracked"}


def read_variants(product: Fields, options: tuple[str, ...], currency: str) -> tuple[VariantRow, ...]:
    """The variants of a product. Raises `Refused`: a product goes in with all of them or not at all."""
    if product.get("variants") is None:
        if options:
            raise Refused(product.place("options"), 'A product with options needs "variants".')
        return (_variant(product, (), currency, ""),)
    return tuple(_listed(product, options, currency))


def _listed(product: Fields, options: tuple[str, ...], currency: str) -> list[VariantRow]:
    found: list[VariantRow] = []
    for place, value in product.items("variants"):
        if not isinstance(value, dict):
            raise Refused(place, "A variant must be an object: {…}.")
        fields = Fields(value, product.notes, place)
        found.append(_variant(fields, _values(fields, options), currency, fields.text("key")))
        _tell_unknown(fields)
    if not found:
        raise Refused(product.place("variants"), "This list is empty: there is nothing to sell.")
    return found


def _variant(fields: Fields, chosen: tuple[str, ...], currency: str, key: str) -> VariantRow:
    price = _price(fields, currency)
    sku = one_line(fields.text("sku"))
    stock, policy = _stock(fields)
    return VariantRow(
        key=key or (sku if chosen else "") or " / ".join(chosen) or "default",
        values=chosen,
        price=price,
        compare_at=_compare_at(fields, price),
        sku=sku[:100],
        gtin=fields.soft(values.gtin, "gtin", ""),
        stock=stock,
        policy=policy,
        weight_g=fields.soft(lambda text: values.weight(text, "g"), "weight_g", 0),
        image=fields.soft(values.picture, "image", "") if chosen else "",
        line=fields.notes.line,
    )


def _values(fields: Fields, options: tuple[str, ...]) -> tuple[str, ...]:
    """As a list in the order of the options, or by their names."""
    said: Any = fields.get("values")
    chosen = tuple(fields.mapped("values").get(name, "") for name in options) if isinstance(said, dict) else ()
    chosen = chosen or tuple(fields.texts("values"))
    if len(chosen) != len(options) or not all(chosen):
        raise Refused(fields.place("values"), "A variant needs one value for every option.")
    return tuple(map(one_line, chosen))


def _price(fields: Fields, currency: str) -> Money:
    named = fields.text("currency").upper()
    if named and named != currency:
        raise Refused(fields.place("currency"), f"The price is in {quoted(named)}; this import reads {currency}.")
    try:
        price = values.price(fields.text("price"), currency)
    except values.Unreadable as error:
        raise Refused(fields.place("price"), str(error)) from None
    if not price:
        fields.notes.add("warned", fields.place("price"), "The price is 0: anyone can take this for nothing.")
    return price


def _compare_at(fields: Fields, price: Money) -> Money | None:
    before = fields.soft(lambda text: values.price(text, price.currency), "compare_at", None)
    if before is None or before > price:
        return before
    said = "The price before is not above the price; it is left out."
    fields.notes.add("warned", fields.place("compare_at"), said)
    return None


def _stock(fields: Fields) -> tuple[int | None, Policy]:
    said = fields.text("policy") or "deny"
    if said not in _POLICIES:
        raise Refused(fields.place("policy"), f"{quoted(said)} is no policy; write deny, backorder or untracked.")
    if not fields.text("stock") or said == "untracked":
        return None, "untracked"
    return fields.soft(values.stock, "stock", 0), _POLICIES[said]


def _tell_unknown(fields: Fields) -> None:
    for place in fields.unknown():
        fields.notes.add("warned", place, "This field is not known; it is not read.")


def tell_unknown(fields: Fields, known: Sequence[str] = ()) -> None:
    """Warn of fields that are not part of the format."""
    fields.read.update(known)
    _tell_unknown(fields)
