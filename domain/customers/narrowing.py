"""What a list of customers is narrowed to, as conditions of a statement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.kit.actor import Actor, Permission
from domain.kit.alike import alike, pattern
from domain.kit.db import sql
from domain.kit.rows import Values

FEW = 20_000
PHONE_DIGITS = 5
LONGEST_NUMBER = 9
_BY_NUMBER = "p.id IN (SELECT o.customer_id FROM orders o WHERE o.shop_id = $1 AND o.number = {})"
# One of a few is looked up from the few, one of many while the list is walked.
# || keeps SQLite, which has no statistics, from the index that begins with the channel: everybody is in it.
_FEW = {
    "channel": "p.id IN (SELECT i.customer_id FROM channel_identity i WHERE i.shop_id = $1 AND i.channel = {})",
    "tag": "p.id IN (SELECT t.customer_id FROM customer_tag t WHERE t.shop_id = $1 AND t.tag = {})",
}
_MANY = {
    "channel": "EXISTS (SELECT 1 FROM channel_identity i WHERE i.shop_id = $1 AND i.customer_id = p.id"
    " AND i.channel || '' = {})",
    "tag": "EXISTS (SELECT 1 FROM customer_tag t WHERE t.customer_id = p.id AND t.tag = {})",
}
_HOW_MANY = {
    "channel": "SELECT 1 AS one FROM channel_identity i WHERE i.shop_id = $1 AND i.channel = $2 LIMIT 1 OFFSET $3",
    "tag": "SELECT 1 AS one FROM customer_tag t WHERE t.shop_id = $1 AND t.tag = $2 LIMIT 1 OFFSET $3",
}
_ORDERED = {"yes": "p.orders_count > 0", "no": "p.orders_count = 0"}


@dataclass(frozen=True, slots=True)
class PeopleFilters:
    """What the list is narrowed to; "" narrows nothing. `words`: part of a name, phone, e-mail, or an order's number.

    `ordered` is "yes" or "no".
    """

    words: str = ""
    channel: str = ""
    tag: str = ""
    ordered: str = ""
    language: str = ""
    blocked: bool = False


async def conditions(by: Actor, filters: PeopleFilters, values: Values) -> list[str]:
    """What a customer `p` has to be to fit, of the shop `$1`; values are added to `values`."""
    parts = ["p.shop_id = $1 AND p.erased_at IS NULL"]
    for name, value in (("channel", filters.channel), ("tag", filters.tag)):
        if value:
            many = await sql(_HOW_MANY[name], by.shop_id, value, FEW)
            parts.append((_MANY if many else _FEW)[name].format(values.put(value)))
    return [*parts, *_plain(by, filters, values)]


def _plain(by: Actor, filters: PeopleFilters, values: Values) -> Iterator[str]:
    if filters.language:
        yield f"p.locale = {values.put(filters.language)}"
    if filters.ordered in _ORDERED:
        yield _ORDERED[filters.ordered]
    if filters.blocked:
        yield f"p.blocked = {values.put(True)}"
    yield from _words(
        re.sub(r"[%_\\#№]", "", filters.words).strip(), values, Permission.VIEW_CONTACTS in by.permissions
    )


def _words(words: str, values: Values, whole: bool) -> Iterator[str]:
    """A figure is an order's number; a longer one may also be a part of a phone number.

    Not `whole`: of numbers and e-mail addresses that are masked nothing can be found out.
    """
    digits = re.sub(r"[\s()+.-]", "", words)
    parts = []
    if digits.isdecimal() and len(digits) <= LONGEST_NUMBER:
        parts.append(_BY_NUMBER.format(values.put(int(digits))))
    if digits.isdecimal() and len(digits) >= PHONE_DIGITS and whole:
        parts.append(f"p.phone LIKE {values.put(f'%{digits}%')}")
    if words and not digits.isdecimal():
        held = values.put(pattern(words))
        parts += [alike(column, words, held) for column in (("p.name", "p.email") if whole else ("p.name",))]
    if parts:
        yield f"({' OR '.join(parts)})"
