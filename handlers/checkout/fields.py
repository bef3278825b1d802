"""The fields of an address and a person, as a browser can fill them in by itself; and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.customers.address_codes import NO_POSTCODES
from domain.customers.address_words import STATES
from domain.customers.addresses import ParsedAddress
from domain.customers.postcodes import examples, has_pattern, read_postcode
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
    matters, written = bool(reach.regional & set(reach.countries)), values.get("region", "")
    if not matters and not written:
        return  # one that was written anyway is shown, so that it can be kept or mended
    codes = STATES.get(reach.home, "").split() if len(reach.countries) == 1 else []
    listed = codes if not written or written in codes else []
    yield Input(
        "region",
        "text",
        t("S-30", "State or region"),
        value=written,
        required=matters and len(reach.countries) == 1,
        autocomplete="address-level1",
        error=errors.get("region", ""),
        options=tuple((code, code) for code in listed),
    )


def _postcode(reach: Reach, values: Values, errors: Values, t: Translator) -> Iterable[Input]:
    if reach.countries == (reach.home,) and reach.home in NO_POSTCODES:
        return
    yield Input(
        "postcode",
        "text",
        t("S-30", "Postcode"),
        value=values.get("postcode", ""),
        required=all(has_pattern(country) for country in reach.countries),
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
    country = _country_of(values, reach)
    words = {
        "line": t("S-30", "Add the street and the house number."),
        "city": t("S-30", "Add the city."),
        "postcode": t("S-30", "Add the postcode."),
        "region": t("S-30", "Add the state or region."),
    }
    spared = {"postcode": not has_pattern(country), "region": country not in reach.regional}
    missing = {name: said for name, said in words.items() if not spared.get(name) and not values.get(name, "").strip()}
    if read_postcode(values.get("postcode", ""), country) is None:
        missing["postcode"] = wrong_postcode(country, t)
    return missing


def wrong_postcode(country: str, t: Translator) -> str:
    """What postcodes of a country look like, for somebody who has typed something else."""
    match country, examples(country):
        case "US", (short, longer):
            return t("S-30", "A US ZIP code looks like {short} or {longer}.", short=short, longer=longer)
        case _, (example, *_):
            return t(
                "S-30", "A postcode in {country} looks like {example}.", country=t.country(country), example=example
            )
    return t("S-30", "That does not look like a postcode. Leave it empty if you have none.")


def _country_of(values: Values, reach: Reach) -> str:
    return (values.get("country") or reach.home).upper()[:2]


def filled(values: Values, reach: Reach) -> dict[str, str]:
    """The address of a form as `save_address` takes it."""
    names = ("line", "unit", "city", "region", "postcode")
    given = {name: " ".join(values.get(name, "").split()) for name in names}
    return given | {"country": _country_of(values, reach)}


def values_of(address: AddressView | ParsedAddress) -> dict[str, str]:
    """An address as the form shows it: a saved one, or what could be read of a typed one."""
    names = ("line", "unit", "city", "region", "postcode", "country")
    return {name: str(getattr(address, name)) for name in names}
