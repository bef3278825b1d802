"""Every rule. BOOKS hold after every commit, BESIDE of what lies beside the database, WORK while Hawker runs."""

from __future__ import annotations

from domain.doctor.rule import Rule
from domain.doctor.rules import database, digital, messages, money, orders, promotions, stock, waiting

BOOKS: tuple[Rule, ...] = (
    *money.RULES,
    *stock.RULES,
    *orders.RULES,
    *promotions.RULES,
    *digital.RULES,
    *messages.RULES,
    *database.RULES,
)
BESIDE: tuple[Rule, ...] = (*digital.FILES, *database.BESIDE)
WORK: tuple[Rule, ...] = (*messages.WORK, *waiting.RULES)
ALL = BOOKS + BESIDE + WORK
