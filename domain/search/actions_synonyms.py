"""Making and removing the merchant's pairs of words."""

from __future__ import annotations

from typing import Any

from domain.audit.actions import record
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import transaction
from domain.kit.errors import N_, BadInput
from domain.search.rules import words
from domain.search.synonyms import LONGEST, PHRASE, Synonym
from domain.shop.actions import bump
from domain.shop.models import Shop

MOST = 500
NO_WORD = N_("Write the word customers type: letters or digits, at most four words.")
NO_MEANING = N_("Write what it means in your shop: letters or digits, at most four words.")
SAME = N_("That is the same word.")
TOO_MANY = N_("There are 500 already. Remove one that nobody needs.")
NO_LANGUAGE = N_("Choose one of the shop's languages.")


async def add_synonym(by: Actor, locale: str, word: str, meaning: str) -> Synonym:
    """The same word again gets the new meaning. Raises `BadInput`, `NotAllowed`."""
    require(by, Permission.EDIT_CATALOG)
    made = Synonym(locale, _plain(word, "word", NO_WORD), _plain(meaning, "meaning", NO_MEANING))
    if made.word == made.meaning:
        raise BadInput({"meaning": SAME})
    async with transaction():
        await bump(by)  # which also makes two who write at once wait for each other
        shop = await Shop.get(id=by.shop_id)
        told = _told(shop)
        _check(shop, told, made)
        told[locale] = told.get(locale, {}) | {made.word: made.meaning}
        await _keep(shop, told)
        await record(by, "search.synonym", f"shop:{by.shop_id}", {locale: {made.word: made.meaning}})
    return made


async def remove_synonym(by: Actor, locale: str, word: str) -> None:
    """Harmless twice. Raises `NotAllowed`."""
    require(by, Permission.EDIT_CATALOG)
    async with transaction():
        await bump(by)
        shop = await Shop.get(id=by.shop_id)
        told = _told(shop)
        meaning = told.get(locale, {}).pop(word, None)
        if meaning is None:
            return
        await _keep(shop, {code: pairs for code, pairs in told.items() if pairs})
        await record(by, "search.synonym", f"shop:{by.shop_id}", {locale: {word: [meaning, None]}})


def _plain(text: str, name: str, problem: str) -> str:
    """As searches are read: folded, without marks."""
    found = words(text)
    plain = " ".join(found)
    if not 0 < len(found) <= PHRASE or len(plain) > LONGEST:
        raise BadInput({name: problem})
    return plain


def _check(shop: Shop, told: dict[str, dict[str, str]], made: Synonym) -> None:
    if made.locale not in (shop.locale, *shop.locales):
        raise BadInput({"locale": NO_LANGUAGE})
    if sum(map(len, told.values())) >= MOST and made.word not in told.get(made.locale, {}):
        raise BadInput({"word": TOO_MANY})


def _told(shop: Shop) -> dict[str, dict[str, str]]:
    stored: dict[str, Any] = shop.settings
    return {code: dict(pairs) for code, pairs in stored.get("synonyms", {}).items()}


async def _keep(shop: Shop, told: dict[str, dict[str, str]]) -> None:
    await Shop.filter(id=shop.id).update(settings=shop.settings | {"synonyms": told})
