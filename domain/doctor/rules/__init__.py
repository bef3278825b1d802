"""Every rule: BOOKS hold after every commit, BESIDE are about what lies beside the rows, WORK hold while Hawker runs,
PEOPLE while somebody looks after what it cannot do by itself.
"""

from __future__ import annotations

from domain.doctor.rule import Rule
from domain.doctor.rules import (
    database,
    digital,
    messages,
    money,
    orders,
    papers,
    promotions,
    returns,
    stock,
    waiting,
    wallets,
)

BOOKS: tuple[Rule, ...] = (
    *money.RULES,
    *wallets.RULES,
    *stock.RULES,
    *orders.RULES,
    *promotions.RULES,
    *digital.RULES,
    *papers.RULES,
    *returns.RULES,
    *messages.RULES,
    *database.RULES,
)
BESIDE: tuple[Rule, ...] = (*digital.FILES, *database.BESIDE)
PEOPLE: tuple[Rule, ...] = (*messages.PEOPLE, *waiting.PEOPLE)
WORK: tuple[Rule, ...] = (*messages.WORK, *waiting.WORK)
ALL = BOOKS + BESIDE + PEOPLE + WORK
