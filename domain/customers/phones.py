"""Phone numbers: E.164 in data, the national form on screen, masked in the chat."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import (
    Leniency,
    NumberParseException,
    PhoneNumber,
    PhoneNumberFormat,
    PhoneNumberType,
    ValidationResult,
)

from domain.kit.actor import Actor, Permission
from domain.kit.errors import N_, ShopError
from domain.kit.text import western_digits

LONGEST_TEXT = 80
_ANY_EXAMPLE = "+44 7400 123456"
_ZERO_ZERO = re.compile(r"\s*00[ -]?(?=[1-9])")


class PhoneRefused(ShopError):
    """`example` is a number of the shop's country as it could have been typed."""

    message = N_("That number does not look right. Example: {example}")
    status = 422


class PhoneUnreadable(PhoneRefused):
    message = N_("We see no phone number there. Example: {example}")


class PhoneTooShort(PhoneRefused):
    message = N_("That number looks short. Example: {example}")


class PhoneTooLong(PhoneRefused):
    message = N_("That number looks long. Example: {example}")


def normalise(text: str, country: str) -> str:
    """E.164 of the first phone number in a typed text, read as in `country` (ISO, the shop's) without a prefix.

    Raises a `PhoneRefused` that says what is wrong and shows an example.
    """
    plain = western_digits(text)[:LONGEST_TEXT]
    for spelling in _spellings(plain):
        for match in phonenumbers.PhoneNumberMatcher(spelling, country or None, Leniency.VALID):
            return _e164(match.number)
    for number in _international(plain, country):
        return _e164(number)
    raise _reason(plain, country)(example=example(country))


def of_contact(text: str) -> str:
    """E.164 of a number that the messenger itself vouches for: always international, with or without its plus."""
    digits = re.sub(r"\D", "", western_digits(text))
    if not 7 <= len(digits) <= 15:
        raise PhoneUnreadable(example=example(""))
    return f"+{digits}"


def national(e164: str) -> str:
    """As people of its country write it ("20 123 456"); a number of no known country stays as it is."""
    number = _parsed(e164, "")
    if number is None or not phonenumbers.is_valid_number(number):
        return e164
    return str(phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL))


def masked(e164: str) -> str:
    """Enough to recognise one's own number, for the chat: "+371 … 456"."""
    number = _parsed(e164, "")
    prefix = f"+{number.country_code} " if number else ""
    return f"{prefix}… {e164[-3:]}"


def masked_email(email: str) -> str:
    """The same for an e-mail address: "a…@example.com"."""
    name, at, place = email.partition("@")
    return f"{name[:1]}…{at}{place}"


def shown(by: Actor, phone: str, email: str) -> tuple[str, str]:
    """Both as somebody who works here may see them."""
    if Permission.VIEW_CONTACTS in by.permissions:
        return phone, email
    return masked(phone) if phone else "", masked_email(email) if email else ""


def example(country: str) -> str:
    """A mobile number of the country (of another one when it is unknown), in international form."""
    number = phonenumbers.example_number_for_type(country, PhoneNumberType.MOBILE) if country else None
    return str(phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)) if number else _ANY_EXAMPLE


def _spellings(text: str) -> Iterator[str]:
    """As typed, then with 00 for the plus, which countries with another prefix do not know."""
    yield text
    if _ZERO_ZERO.match(text):
        yield _ZERO_ZERO.sub("+", text)


def _international(text: str, country: str) -> Iterator[PhoneNumber]:
    """A number typed without its plus: only when too long to be one of the country, or a slip would go abroad."""
    digits = re.sub(r"\D", "", text)
    if country and _verdict(_parsed(digits, country)) is not ValidationResult.TOO_LONG:
        return
    number = _parsed(f"+{digits}", "")
    if len(digits) >= 10 and number and phonenumbers.is_valid_number(number):
        yield number


def _reason(text: str, country: str) -> type[PhoneRefused]:
    digits = re.sub(r"[^\d+]", "", text)
    if len(digits) < 3:
        return PhoneUnreadable
    if len(digits) > 16:
        return PhoneTooLong
    verdict = _verdict(_parsed(digits, country))
    if verdict in (ValidationResult.TOO_SHORT, ValidationResult.IS_POSSIBLE_LOCAL_ONLY):
        return PhoneTooShort
    return PhoneTooLong if verdict is ValidationResult.TOO_LONG else PhoneRefused


def _parsed(text: str, country: str) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(text, country or None)
    except NumberParseException:
        return None


def _verdict(number: PhoneNumber | None) -> int | None:
    return phonenumbers.is_possible_number_with_reason(number) if number else None


def _e164(number: PhoneNumber) -> str:
    return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))
