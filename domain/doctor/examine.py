"""Looking at all the rows by all the rules."""

from __future__ import annotations

from collections.abc import Iterable

from domain.doctor.rule import Rule, Violation
from domain.doctor.rules import BOOKS


async def violations(rules: Iterable[Rule] = BOOKS, shop_id: int = 0) -> list[Violation]:
    """Every rule that does not hold now, over all shops or in one; an empty list is what everybody wants to see.

    Inside `kit.db.snapshot()` all rules see the same instant. What is the whole installation's is told with any shop.
    """
    found = [await _broken(rule, shop_id) for rule in rules]
    return [violation for violation in found if violation.rows]


async def _broken(rule: Rule, shop_id: int) -> Violation:
    rows = tuple(row for row in await rule.find() if not shop_id or row["shop_id"] in (shop_id, None))
    return Violation(rule.code, rule.promise, rule.fault, rows)
