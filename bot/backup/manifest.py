"""What a backup says of itself: when, of which version, and what its files, rows and sums of money must be."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from bot.backup.problems import Damaged

FORMAT = 1
Ask = Callable[[str], Awaitable[list[tuple[Any, ...]]]]
_SUMS = """
SELECT s.slug, 'orders', o.currency, SUM(o.total) FROM orders o JOIN shop s ON s.id = o.shop_id
GROUP BY s.slug, o.currency
UNION ALL SELECT s.slug, 'captured', p.currency, SUM(p.amount) FROM payment p JOIN shop s ON s.id = p.shop_id
WHERE p.status = 'captured' GROUP BY s.slug, p.currency
UNION ALL SELECT s.slug, 'refunded', r.currency, SUM(r.amount) FROM refund r JOIN shop s ON s.id = r.shop_id
WHERE r.status = 'done' GROUP BY s.slug, r.currency
UNION ALL SELECT s.slug, 'ledger ' || l.account, l.currency, SUM(l.amount) FROM ledger_line l
JOIN shop s ON s.id = l.shop_id GROUP BY s.slug, l.account, l.currency
"""
_MIGRATIONS = "SELECT name FROM tortoise_migrations WHERE app = 'shop' ORDER BY name"
Sums = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in the backup: its size and the SHA-256 of its bytes."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a database holds: its migrations, rows by table, and sums by shop, in minor units ("captured USD": 2700)."""

    migrations: list[str]
    counts: dict[str, int]
    sums: Sums


@dataclass(frozen=True, slots=True)
class Manifest:
    """`key_mark` tells one secret key from another without giving it away; `has_key`: the backup carries it."""

    version: str
    kind: str
    taken_at: str
    facts: Facts
    key_mark: str
    has_key: bool
    files: dict[str, Entry] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.taken_at)

    def written(self) -> bytes:
        return json.dumps(asdict(self), indent=1, ensure_ascii=False).encode()


def read_manifest(raw: bytes) -> Manifest:
    """Raises `Damaged`."""
    try:
        body = json.loads(raw)
        files = {name: Entry(**entry) for name, entry in body.pop("files").items()}
        return Manifest(facts=Facts(**body.pop("facts")), files=files, **body)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Damaged("its list of contents cannot be read") from None


async def facts_of(ask: Ask, tables: str) -> Facts:
    """What the database of `ask` holds; `tables` is the statement that names its tables."""
    names = sorted(name for (name,) in await ask(tables))
    counts = {name: int((await ask(f'SELECT COUNT(*) FROM "{name}"'))[0][0]) for name in names}  # noqa: S608
    sums: Sums = {}
    for slug, what, currency, amount in await ask(_SUMS):
        sums.setdefault(slug, {})[f"{what} {currency}"] = int(amount)
    return Facts([name for (name,) in await ask(_MIGRATIONS)], counts, sums)


def differences(was: Mapping[str, Any], is_now: Mapping[str, Any]) -> list[str]:
    """What is not as it was, in words: rows of tables, or sums of shops."""
    return [
        f"{name}: {was.get(name, 0)} in the backup, {is_now.get(name, 0)} restored"
        for name in sorted({*was, *is_now})
        if was.get(name) != is_now.get(name)
    ]
