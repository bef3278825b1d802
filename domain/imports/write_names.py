"""What categories are called, and the merchant's short words, in every language a file knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from domain.catalog.models import Category, CategoryText
from domain.imports.plan import State
from domain.imports.port import CategoryRow, Problem, WordRow
from domain.imports.write_categories import category_key, ensure_categories
from domain.kit.actor import Actor
from domain.kit.db import transaction
from domain.kit.rows import insert_rows
from domain.outbox.actions import put
from domain.shop.actions import bump
from domain.shop.models import ShopWord
from domain.shop.words import store_words

NameRow = CategoryRow | WordRow
DEEPEST, NAME, DESCRIPTION, WORD, LOCALE = 8, 120, 300, 300, 12
_UPDATE = (
    "ON CONFLICT (category_id, locale) DO UPDATE SET name = excluded.name, description = "
    "CASE WHEN excluded.description = '' THEN category_text.description ELSE excluded.description END"
)
Said = dict[str, tuple[str, str]]


@dataclass(slots=True)
class Names:
    """A chunk's rows with what the shop lacks of each: locale → (name, description), and locale → text."""

    states: list[State] = field(default_factory=list)
    categories: list[tuple[CategoryRow, Said]] = field(default_factory=list)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


async def plan_names(by: Actor, rows: Sequence[NameRow]) -> Names:
    """Compare names with what the shop has, in three statements."""
    found = Names()
    fitting = [row for row in rows if _fits(row, found)]
    await _plan_categories(by, [row for row in fitting if isinstance(row, CategoryRow)], found)
    await _plan_words(by, [row for row in fitting if isinstance(row, WordRow)], found)
    return found


async def write_names(by: Actor, names: Names, locale: str) -> None:
    """Write what is new; everything or nothing. `locale` is that of categories that are made here."""
    if not names.categories and not names.words:
        return
    async with transaction():
        ids = await ensure_categories(by, [row.path for row, _ in names.categories], locale)
        for row, said in names.categories:
            await _write_category(by, ids[row.path], said)
        if names.words:
            await store_words(by, names.words)
        await bump(by)


async def _write_category(by: Actor, category_id: int, said: Said) -> None:
    rows = [
        {"shop_id": by.shop_id, "category_id": category_id, "locale": locale, "name": name, "description": text}
        for locale, (name, text) in said.items()
    ]
    if rows:
        await insert_rows("category_text", rows, conflict=_UPDATE)
        await put(by, "category.changed", {"category_id": category_id})


async def _plan_categories(by: Actor, rows: Sequence[CategoryRow], found: Names) -> None:
    keys = {category_key(row.path) for row in rows}
    ids = {c["key"]: c["id"] for c in await Category.of(by, key__in=list(keys)).values("id", "key")} if keys else {}
    has = await _texts(by, list(ids.values()))
    for row in rows:
        category_id = ids.get(category_key(row.path), 0)
        lacking = _lacking(row, has.get(category_id, {}))
        state: State = "new" if not category_id else "changed" if lacking else "unchanged"
        found.states.append(state)
        if state != "unchanged":
            found.categories.append((row, lacking))


async def _texts(by: Actor, category_ids: list[int]) -> dict[int, Said]:
    found: dict[int, Said] = {}
    texts = CategoryText.of(by, category_id__in=category_ids).values("category_id", "locale", "name", "description")
    for row in await texts if category_ids else ():
        found.setdefault(row["category_id"], {})[row["locale"]] = (row["name"], row["description"])
    return found


def _lacking(row: CategoryRow, has: Said) -> Said:
    """What the row says and the shop does not; a row without a description leaves the one there is."""
    wanted: Said = {}
    for locale, name in row.names.items():
        description = row.descriptions.get(locale, "")
        kept = has.get(locale)
        if name and (kept is None or kept[0] != name or description not in ("", kept[1])):
            wanted[locale] = (name, description)
    return wanted


async def _plan_words(by: Actor, rows: Sequence[WordRow], found: Names) -> None:
    asked = [row.word for row in rows]
    has: dict[str, dict[str, str]] = {}
    stored = ShopWord.of(by, word__in=asked).values("word", "locale", "text")
    for one in await stored if asked else ():
        has.setdefault(one["word"], {})[one["locale"]] = one["text"]
    for row in rows:
        own: Mapping[str, str] = has.get(row.word, {})
        lacking = {locale: text for locale, text in row.texts.items() if text and own.get(locale) != text}
        found.states.append("unchanged" if not lacking else "changed" if own else "new")
        if lacking:
            found.words[row.word] = found.words.get(row.word, {}) | lacking


def _fits(row: NameRow, found: Names) -> bool:
    """Refused rows are noted: what no shop could hold stays out."""
    problem = _word_problem(row) if isinstance(row, WordRow) else _category_problem(row)
    if problem:
        key = row.word if isinstance(row, WordRow) else " / ".join(row.path)
        found.problems.append(Problem(row.line, None, key[:200], problem, "refused"))
    return not problem


def _word_problem(row: WordRow) -> str:
    texts = (row.word, *row.texts.values())
    if not row.word or max(map(len, texts)) > WORD:
        return f"A word is empty or longer than {WORD} characters."
    return _unstorable(texts, row.texts)


def _category_problem(row: CategoryRow) -> str:
    names, told = (*row.path, *row.names.values()), tuple(row.descriptions.values())
    if not row.path or not all(row.path) or len(row.path) > DEEPEST:
        return f"The path of a category has one to {DEEPEST} names."
    if max(map(len, names)) > NAME or max(map(len, told), default=0) > DESCRIPTION:
        return f"The name of a category has at most {NAME} characters, its description {DESCRIPTION}."
    return _unstorable((*names, *told), row.names)


def _unstorable(texts: Sequence[str], locales: Iterable[str]) -> str:
    if any(not locale or len(locale) > LOCALE for locale in locales):
        return "It names a language that cannot be."
    whole = "".join((*texts, *locales))
    broken = "\x00" in whole or any("\ud800" <= c <= "\udfff" for c in whole)
    return "It has characters that cannot be stored." if broken else ""
