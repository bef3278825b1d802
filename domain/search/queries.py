"""Searching: one statement per try, ranked in the database; corrections only when the words as typed find nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.catalog.tree import shop_now
from domain.kit.actor import Actor
from domain.kit.cache import Lru
from domain.kit.db import sql
from domain.kit.rows import Values
from domain.search.queries_lists import misses, popular_words, stored_list
from domain.search.queries_near import alternatives, similar
from domain.search.rules import CODE, OPTION, TERM_LENGTH, Question, code, question, stem
from domain.search.rules import words as words_of
from domain.search.sounds import FULL, INITIALS, heard
from domain.search.spelling import Vocabulary, other_alphabet, other_layout
from domain.search.synonyms import meant, pairs_of
from domain.search.views import Found
from domain.shop.queries import shop_at

__all__ = ["Found", "alternatives", "misses", "popular_words", "search", "similar", "stored_list"]

MAX_RESULTS = 1000
NEAR = 3
LONGEST = 200

_BRANCH = (
    "SELECT product_id, 1 AS hit, {told} AS told, MAX(weight) * {rarity} AS score, 0 AS code FROM search_term "
    "WHERE shop_id = $1 AND term IN ({terms}) {named} GROUP BY product_id"
)
_NAMED = f"AND weight > {OPTION}"
_CODE = (
    "SELECT product_id, {size} AS hit, {size} AS told, {weight} AS score, 1 AS code FROM search_term "
    "WHERE shop_id = $1 AND term = {term}"
)
_RANKED = """
SELECT f.product_id, SUM(f.hit) AS hits, SUM(f.score) AS score, MAX(f.code) AS code
FROM ({branches}) f JOIN product p ON p.id = f.product_id
WHERE p.shop_id = $1 AND p.status = 'active' {where}
GROUP BY f.product_id, p.units_sold_30 HAVING SUM(f.told) >= {least}
ORDER BY SUM(f.told) DESC, hits DESC, score DESC, p.units_sold_30 DESC, f.product_id LIMIT {limit}
"""
_BELOW = (
    "AND p.id IN (SELECT pc.product_id FROM product_category pc JOIN category c ON c.id = pc.category_id "
    "JOIN category top ON c.path LIKE top.path || '%' WHERE top.shop_id = $1 AND top.id = {id})"
)
_SURFACES = "SELECT term, COUNT(*) AS n FROM search_term WHERE shop_id = $1 AND weight = 0 GROUP BY term"
_PRODUCTS = "SELECT COUNT(*) AS n FROM product WHERE shop_id = $1 AND status = 'active'"

_vocabularies: Lru[tuple[int, int], Vocabulary] = Lru(32)
_found: Lru[tuple[int, int, str, str, int, bool], Found] = Lru(300)


@dataclass(frozen=True, slots=True)
class _Hits:
    """`all` have every word; `any` have some that tell."""

    all: tuple[int, ...] = ()
    any: tuple[int, ...] = ()
    exact: bool = False


async def search(by: Actor, words: str, *, category_id: int = 0, exact: bool = False) -> Found:
    """Published products for these words and what they mean in this shop, best first; with `exact` for nothing but
    these words. Never raises for words."""
    typed = " ".join(words.split())[:LONGEST]
    version = (await shop_now(by)).version
    said = "" if exact else meant(typed, pairs_of(await shop_at(by.shop_id, version), by.locale))
    key = (by.shop_id, version, typed.casefold(), said, category_id, exact)
    known = _found.get(key)
    return known or _found.put(key, await _search(by, (typed, said), version, category_id, exact))


async def _search(by: Actor, words: tuple[str, str], version: int, category_id: int, exact: bool) -> Found:
    vocabulary = await _vocabulary(by, version)
    typed, asked = words[0], question(words[0])
    hits = await _look_for(by, words, vocabulary, category_id)
    if hits.all or exact or asked.bare:
        return _result(hits.all or hits.any, exact=hits.exact)
    if spoken := await _sounding(by, FULL, typed, category_id):
        return _result(spoken)
    for candidate in _corrections(typed, vocabulary):
        better = await _look(by, question(candidate), vocabulary, category_id)
        if better.all:
            return _result(better.all, corrected=candidate)
    if others := hits.any or await _sounding(by, INITIALS, typed, category_id):
        return _result(others)
    return Found(near=await _near(by, asked, vocabulary, category_id))


async def _look_for(by: Actor, words: tuple[str, str], vocabulary: Vocabulary, category_id: int) -> _Hits:
    """What the words as typed find, and behind it what their meaning finds."""
    typed, said = words
    hits = await _look(by, question(typed), vocabulary, category_id, typed)
    if not said or hits.exact:
        return hits
    others = await _look(by, question(said), vocabulary, category_id)
    return _Hits(tuple(dict.fromkeys((*hits.all, *others.all))), hits.any or others.any)


async def _sounding(by: Actor, how: str, typed: str, category_id: int) -> tuple[int, ...]:
    """Goods whose Chinese name sounds like the letters typed."""
    letters = heard(typed)
    if not letters:
        return ()
    values = Values([by.shop_id])
    branch = _BRANCH.format(told=1, rarity=1, terms=values.put(how + letters), named="")
    return tuple(row["product_id"] for row in await _ranked(values, [branch], category_id))


def _result(ids: tuple[int, ...], *, corrected: str | None = None, exact: bool = False) -> Found:
    return Found(product_ids=ids, total=len(ids), corrected=corrected, exact=exact)


async def _vocabulary(by: Actor, version: int) -> Vocabulary:
    key = (by.shop_id, version)
    known = _vocabularies.get(key)
    if known is None:
        counts = {row["term"][1:]: row["n"] for row in await sql(_SURFACES, by.shop_id)}
        products = (await sql(_PRODUCTS, by.shop_id))[0]["n"]
        known = _vocabularies.put(key, Vocabulary.of(counts, products))
    return known


def _corrections(typed: str, vocabulary: Vocabulary) -> Iterator[str]:
    """What may have been meant, likeliest first; only what the shop's words can answer."""
    seen = {" ".join(words_of(typed))}
    for start in (other_layout(typed), other_alphabet(typed), typed):
        for candidate in (start, _spelled(start, vocabulary)):
            plain = " ".join(words_of(candidate))
            if plain and plain not in seen and _answered(question(plain), vocabulary):
                seen.add(plain)
                yield plain


def _answered(asked: Question, vocabulary: Vocabulary) -> bool:
    return not asked.bare and all(_answers(word, vocabulary) for word in asked.words)


def _spelled(text: str, vocabulary: Vocabulary) -> str:
    return " ".join(vocabulary.nearest(word) or word for word in words_of(text))


def _answers(word: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.knows(word) or (len(word) > 1 and bool(vocabulary.beginning(word, 1)))


async def _look(by: Actor, asked: Question, vocabulary: Vocabulary, category_id: int, typed: str = "") -> _Hits:
    if not asked.parts:
        return _Hits()
    values = Values([by.shop_id])
    branches = [_branch(values, terms, vocabulary, bare=asked.bare) for terms in _finished(asked, vocabulary)]
    branches += [_faint(values, terms) for terms in asked.faint]
    if own := code(typed):
        branches.append(_CODE.format(size=asked.size, weight=CODE * CODE, term=values.put(own)))
    rows = await _ranked(values, branches, category_id, least=len(asked.parts) if asked.bare else 1)
    whole = tuple(row["product_id"] for row in rows if row["hits"] >= asked.size)
    coded = any(row["code"] for row in rows)
    return _Hits(whole, tuple(row["product_id"] for row in rows), exact=coded and len(whole) == 1)


async def _ranked(values: Values, branches: Iterable[str], category_id: int, *, least: int = 1) -> list[dict[str, int]]:
    where = _BELOW.format(id=values.put(category_id)) if category_id else ""
    joined = " UNION ALL ".join(branches)
    return await sql(_RANKED.format(branches=joined, where=where, least=least, limit=MAX_RESULTS), *values)


def _finished(asked: Question, vocabulary: Vocabulary) -> Iterator[tuple[str, ...]]:
    """The parts, the last one also as the beginning of the shop's words."""
    *first, last = asked.parts
    yield from first
    if not asked.tail:
        yield last
        return
    begun = (stem(word)[:TERM_LENGTH] for word in vocabulary.beginning(asked.tail))
    yield tuple(dict.fromkeys((*last, *begun)))


def _branch(values: Values, terms: tuple[str, ...], vocabulary: Vocabulary, *, bare: bool = False) -> str:
    """Words that say nothing are only looked for where things are named."""
    listed = ", ".join(values.put(term) for term in terms)
    return _BRANCH.format(told=1, rarity=vocabulary.rarity(terms), terms=listed, named=_NAMED if bare else "")


def _faint(values: Values, terms: tuple[str, ...]) -> str:
    return _BRANCH.format(told=0, rarity=1, terms=", ".join(values.put(term) for term in terms), named="")


async def _near(by: Actor, asked: Question, vocabulary: Vocabulary, category_id: int) -> tuple[int, ...]:
    """Something that is spelled a little like it."""
    alike = tuple(dict.fromkeys(stem(other) for word in asked.words for other in vocabulary.alike(word)))
    if not alike:
        return ()
    values = Values([by.shop_id])
    rows = await _ranked(values, [_branch(values, alike, vocabulary)], category_id)
    return tuple(row["product_id"] for row in rows[:NEAR])
