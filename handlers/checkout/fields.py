"""The fields of an address and a person, as a browser can fill them in by itself; and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.customers.address_codes import NO_POSTCODES
from domain.customers.address_words import STATES
from domain.customers.views import AddressView
from domain.kit.i18n import Translator
from handlers.checkout.reach import Reach
from handlers.screen import Input

Values = Mapping[str, str]


def address_inputs(reach: Reach, values: Values, errors: Values, t: Translator) -> tuple[Input, ...]:
    """Street, flat, city, postcode; region and country only where they can differ."""
    return (
        Input(
            "line",
            "text",
            t("S-30", "Street and house"),
            value=values.get("line", ""),
            autocomplete="address-line1",
            error=errors.get("line", ""),
        ),
        Input(
            "unit",
            "text",
            t("S-30", "Flat, floor or entrance"),
            value=values.get("unit", ""),
            required=False,
            autocomplete="address-line2",
            error=errors.get("unit", ""),
        ),
        Input(
            "city",
            "text",
            t("S-30", "City"),
            value=values.get("city", ""),
            autocomplete="address-level2",
            error=errors.get("city", ""),
        ),
        *_region(reach, values, errors, t),
        *_postcode(reach, values, errors, t),
        *_country(reach, values, t),
    )


def _region(reach: Reach, values: Values, errors: Values, t: Translator) -> Iterable[Input]:
    if not reach.regional & set(reach.countries):
        return
    codes = STATES.get(reach.home, "").split() if len(reach.countries) == 1 else []
    yield Input(
        "region",
        "text",
        t("S-30", "State or region"),
        value=values.get("region", ""),
        required=len(reach.countries) == 1,
        autocomplete="address-level1",
        error=errors.get("region", ""),
        options=tuple((code, code) for code in codes),
    )


def _postcode(reach: Reach, values: Values, errors: Values, t: Translator) -> Iterable[Input]:
    if reach.countries == (reach.home,) and reach.home in NO_POSTCODES:
        return
    yield Input(
        "postcode",
        "text",
        t("S-30", "Postcode"),
        value=values.get("postcode", ""),
        required=not set(reach.countries) & NO_POSTCODES,
        autocomplete="postal-code",
        error=errors.get("postcode", ""),
    )


def _country(reach: Reach, values: Values, t: Translator) -> Iterable[Input]:
    if len(reach.countries) == 1:
        return
    yield Input(
        "country",
        "text",
        t("S-30", "Country"),
        value=values.get("country") or reach.home,
        autocomplete="country",
        options=tuple((code, t.country(code)) for code in reach.countries),
    )


def phone_input(values: Values, errors: Values, t: Translator) -> Input:
    return Input(
        "phone",
        "phone",
        t("S-32", "Phone"),
        hint=t("S-32", "So the courier can reach you. We don't use it for ads."),
        value=values.get("phone", ""),
        autocomplete="tel",
        error=errors.get("phone", ""),
    )


def name_input(values: Values, t: Translator) -> Input:
    label = t("S-30", "Name")
    return Input("name", "text", label, value=values.get("name", ""), required=False, autocomplete="name")


def address_problems(reach: Reach, values: Values, t: Translator) -> dict[str, str]:
    """What has to be looked at again in a filled-in address, by field."""
    country = values.get("country") or reach.home
    words = {
        "line": t("S-30", "Add the street and the house number."),
        "city": t("S-30", "Add the city."),
        "postcode": t("S-30", "Add the postcode."),
        "region": t("S-30", "Add the state or region."),
    }
    spared = {"postcode": country in NO_POSTCODES, "region": country not in reach.regional}
    return {name: said for name, said in words.items() if not spared.get(name) and not values.get(name, "").strip()}


def filled(values: Values, reach: Reach) -> dict[str, str]:
    """The address of a form as `save_address` takes it."""
    names = ("line", "unit", "city", "region", "postcode")
    given = {name: " ".join(values.get(name, "").split()) for name in names}
    return given | {"country": (values.get("country") or reach.home).upper()[:2]}


def values_of(address: AddressView) -> dict[str, str]:
    """A saved address as the form shows it."""
    names = ("line", "unit", "city", "region", "postcode", "country")
    return {name: str(getattr(address, name)) for name in names}
