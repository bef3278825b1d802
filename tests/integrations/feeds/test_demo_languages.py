"""The demo shop in every language it has: nothing is left in English but codes and sizes."""

from __future__ import annotations

import re

import pytest

from domain.kit.i18n import available_locales
from integrations.feeds.demo.catalogue import catalogue, categories, shop_texts, words
from integrations.feeds.demo.facts import METHODS, POINTS, TAX_RATES

OTHERS = [locale for locale in available_locales() if locale != "en"]
DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
_WORD = re.compile(r"[A-Za-z]{3,}")


def said() -> set[str]:
    """Every short word customers meet."""
    found = {thing.name for things in (METHODS, POINTS, TAX_RATES) for thing in things} | set(DAYS)
    for row in catalogue():
        found |= {*row.options, *row.attributes, *row.attributes.values()}
        found |= {value for variant in row.variants for value in variant.values}
    return {word for word in found if _WORD.search(word)}


def paths() -> set[tuple[str, ...]]:
    return {path[:depth] for row in catalogue() for path in row.categories for depth in range(1, len(path) + 1)}


@pytest.mark.parametrize("locale", OTHERS)
def test_every_short_word_is_said(locale: str) -> None:
    known = {row.word for row in words() if row.texts.get(locale)}
    assert sorted(said() - known) == []


@pytest.mark.parametrize("locale", OTHERS)
def test_every_category_is_named(locale: str) -> None:
    assert sorted(paths() - {row.path for row in categories() if row.names.get(locale)}) == []


@pytest.mark.parametrize("locale", OTHERS)
def test_every_product_is_told(locale: str) -> None:
    untold = [row.key for row in catalogue() if not row.names.get(locale) or not row.descriptions.get(locale)]
    assert untold == []


@pytest.mark.parametrize("locale", OTHERS)
def test_the_shop_speaks(locale: str) -> None:
    texts = shop_texts()
    assert set(texts[locale]) == set(texts["en"])
    assert all(body.strip() for body in texts[locale].values())
