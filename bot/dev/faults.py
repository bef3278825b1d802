"""What can be wrong with one translation: missing, other placeholders, tags or signs, forms that cannot count."""

from __future__ import annotations

import gettext
import re
import string
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from babel.messages.catalog import Catalog, Message

TYPED = "help words"  # a list of what customers type, not something we say
_TAG = re.compile(r"</?[a-z][^<>]*>")
_LOOSE_NUMBER = re.compile(r"№(?!\u00a0)")
_COUNTED = 200  # plural forms repeat long before


def faults(catalogue: Catalog, message: Message) -> Iterator[str]:
    """Sentences about one message of a translated catalogue; none when it is well."""
    said, ids = texts(message.string), texts(message.id)
    if message.fuzzy:
        yield "marked as fuzzy: look at it and take the mark away"
    if not all(text.strip() for text in said):
        yield "not translated"
        return
    if message.pluralizable and len(said) != catalogue.num_plurals:
        yield f"{len(said)} forms, the language has {catalogue.num_plurals}"
        return
    yield from _placeholders(catalogue, message)
    for text in said:
        if message.context != TYPED:
            yield from _shape(ids[-1], text)


def source_faults(message: Message) -> Iterator[str]:
    """What can be wrong with a message of the source itself."""
    try:
        for text in texts(message.id):
            placeholders(text)
    except ValueError as error:
        yield f"braces do not match ({error})"


def _placeholders(catalogue: Catalog, message: Message) -> Iterator[str]:
    """The same in every form; only a form for exactly one number may spell that number out."""
    wanted = placeholders(texts(message.id)[-1])
    for form, text in enumerate(texts(message.string)):
        spelled_out = {"n"} if message.pluralizable and _numbers(catalogue.plural_expr, form) == 1 else set()
        try:
            has = placeholders(text)
        except ValueError as error:
            yield f"braces do not match ({error})"
            continue
        if has | spelled_out != wanted | spelled_out:
            yield f"placeholders differ in {text!r}"


@cache
def _numbers(expression: str, form: int) -> int:
    """How many numbers up to two hundred a plural form is for."""
    form_of = gettext.c2py(expression)
    return sum(form_of(n) == form for n in range(_COUNTED))


def _shape(english: str, said: str) -> Iterator[str]:
    if sorted(_TAG.findall(english)) != sorted(_TAG.findall(said)):
        yield f"tags differ in {said!r}"
    if sign(english) != sign(said):
        yield f"begins with another sign in {said!r}"
    if _edges(english) != _edges(said):
        yield f"spaces around it differ in {said!r}"
    if _LOOSE_NUMBER.search(said):
        yield f"№ needs a no-break space after it in {said!r}"


def sign(text: str) -> str:
    """The emoji or mark a text begins with, "" when it begins with words or a number sign."""
    first = text[:1].replace("№", "")
    return first if first and ord(first) > 127 and unicodedata.category(first) in ("So", "Sm") else ""


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def placeholders(text: str) -> frozenset[str]:
    """Names in braces. Raises ValueError for a lone brace."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def texts(value: str | Iterable[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ("",))
