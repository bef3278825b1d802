"""The pseudo-locale of today's words, whatever has been compiled: what is not translatable shows as plain English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.dev.messages import ROOT, in_pseudo, template
from bot.dev.pseudo import LOCALE, pseudo
from domain.kit import i18n
from handlers.screen import Input

_DATA = frozenset("id key name kind state role awaits url copy share path autocomplete".split())
_PLAIN_ENGLISH = re.compile(r"[A-Za-z]*[a-eg-lnoprstuwyzA-EG-LNOPRSTUWYZ][A-Za-z]*")
SAID = frozenset("title notice body lines toast alert label short description badge detail hint submit error".split())


@cache
def words() -> Catalog:
    """Every word of the source as the pseudo-locale says it."""
    return in_pseudo(template(ROOT))


def written(locale: str) -> Catalog:
    """A language's catalogue as its people have written it."""
    with (ROOT / "locales" / locale / "LC_MESSAGES" / "hawker.po").open("rb") as file:
        return read_po(file, locale=locale)


@contextmanager
def spoken(folder: Path, locale: str = LOCALE) -> Iterator[None]:
    """Translators of the block find the language as it is written today, by itself the pseudo-locale."""
    i18n.available_locales()  # remembered as they are before the patch
    home = folder / locale / "LC_MESSAGES"
    home.mkdir(parents=True)
    with (home / "hawker.mo").open("wb") as file:
        write_mo(file, words() if locale == LOCALE else written(locale))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(i18n, "LOCALES_DIR", folder)
        i18n._catalogue.cache_clear()
        try:
            yield
        finally:
            i18n._catalogue.cache_clear()


def stretched(part: Any, name: str = "") -> Any:
    """A screen, or a part of one, with its words said in the pseudo-locale; pictures and presses stay."""
    if isinstance(part, str):
        return pseudo(part) if part and name in SAID else part
    if isinstance(part, tuple):
        return tuple(stretched(item, name) for item in part)
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{f.name: stretched(getattr(part, f.name), f.name) for f in fields(part)})
    return part


def texts_of(part: Any, name: str = "") -> Iterator[str]:
    """Everything on a screen that somebody reads."""
    if isinstance(part, str):
        yield from () if name in _DATA else (part,)
    for inner, its_name in _inside(part, name):
        yield from texts_of(inner, its_name)


def _inside(part: Any, name: str) -> Iterator[tuple[Any, str]]:
    if isinstance(part, Input):
        yield from ((part.label, "label"), (part.hint, "hint"), (part.error, "error"))
        yield from ((label, "label") for _, label in part.options)
    elif isinstance(part, tuple):
        yield from ((item, name) for item in part)
    elif is_dataclass(part) and not isinstance(part, type):
        yield from ((getattr(part, one.name), one.name) for one in fields(part))


def untranslated(text: str) -> list[str]:
    """Words in plain Latin letters: the pseudo-locale leaves only f, m, q, v and x as they are."""
    return _PLAIN_ENGLISH.findall(re.sub(r"<[^<>]*>|&\w+;|https?://\S+", "", text))
