"""After a run: do the books of Telegram, of the gateway and of the shop agree, and has everybody been told?"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from domain.kit.db import sql
from integrations.testgateway.books import Books
from tests.chaos.customer import plain
from tests.kit.telegram.fake import FakeTelegram

ONCE = re.compile(r"Order #\d+: .+ has arrived")  # other news may rightly be the same twice: two refunds of one sum
FAILED = "did not go through"
_OURS = """SELECT provider_ref AS ref, amount FROM payment WHERE status = 'captured'
AND provider IN ('test-gateway', 'telegram', 'stars') UNION ALL SELECT reference AS ref, amount FROM stray_charge"""
_REFUNDS = """SELECT r.provider_ref AS ref, r.amount FROM refund r JOIN payment p ON p.id = r.payment_id
WHERE p.provider = 'test-gateway' AND r.status = 'done' AND NOT r.to_wallet"""
_KEPT = """SELECT o.number, o.shop_id, o.status, o.total, SUM(p.amount - p.refunded) AS kept FROM orders o
JOIN payment p ON p.order_id = o.id WHERE p.status = 'captured' AND o.needs_attention = '' AND p.currency = o.currency
GROUP BY o.id, o.number, o.shop_id, o.status, o.total"""
_PAID = """SELECT p.provider_ref AS ref, o.number, c.channel, c.bot, c.external_id, c.id AS chat FROM payment p
JOIN orders o ON o.id = p.order_id JOIN chat c ON c.customer_id = o.customer_id AND c.shop_id = o.shop_id
WHERE p.status = 'captured' AND p.provider IN ('test-gateway', 'telegram', 'stars')"""


@dataclass
class Findings:
    """What does not agree, in words; empty is what everybody wants. `waits`: seconds from each charge to its news."""

    faults: list[str]
    duplicates: int
    waits: list[float]
    charges: int


async def compared(fake: FakeTelegram, books: Books) -> Findings:
    when = _when(fake, books)
    faults = [
        *await _charges(fake, books),
        *await _gateway_refunds(books),
        *await _stars_refunds(fake),
    ]
    faults += [
        *await _kept(),
        *(f"Telegram was called wrongly: {words}" for words in fake.violations[:20]),
    ]
    told = Told(fake)
    faults += [*await told.missing(), *await told.wrong_words(when)]
    return Findings(faults, told.duplicates, await told.waits(when), len(when))


def _when(fake: FakeTelegram, books: Books) -> dict[str, float]:
    """Every charge of both books, and when it was taken."""
    theirs = {charge.id: float(charge.at) for charge in fake.charges}
    return theirs | {row["id"]: float(row["at"]) for row in books.all("SELECT id, at FROM charge")}


async def _charges(fake: FakeTelegram, books: Books) -> list[str]:
    """Every charge is in our books once, as a payment or as money a person has to look at, and no other is."""
    ours = Counter((row["ref"], row["amount"]) for row in await sql(_OURS))
    theirs = Counter((charge.id, charge.amount) for charge in fake.charges)
    theirs += Counter((row["id"], row["amount"]) for row in books.all("SELECT id, amount FROM charge"))
    lost, made_up = theirs - ours, ours - theirs
    return [f"charge {ref} of {amount} is not in our books" for ref, amount in lost] + [
        f"our books hold {ref} of {amount}, which nobody took" for ref, amount in made_up
    ]


async def _gateway_refunds(books: Books) -> list[str]:
    ours = Counter((row["ref"], row["amount"]) for row in await sql(_REFUNDS))
    theirs = Counter((row["id"], row["amount"]) for row in books.all("SELECT id, amount FROM refund"))
    return [f"refund {ref} of {amount} at the gateway is not in our books" for ref, amount in theirs - ours] + [
        f"our refund {ref} of {amount} is not in the gateway's books" for ref, amount in ours - theirs
    ]


async def _stars_refunds(fake: FakeTelegram) -> list[str]:
    rows = await sql("SELECT provider_ref AS ref FROM payment WHERE provider = 'stars' AND refunded = amount")
    ours = {row["ref"] for row in rows}
    theirs = {charge.id for charge in fake.charges if charge.refunded and charge.currency == "XTR"}
    return [f"Stars {ref} went back in one book only" for ref in sorted(ours ^ theirs)]


async def _kept() -> list[str]:
    """Nobody has paid more than their order costs, or for one that is cancelled, unless a person is asked to look."""
    return [
        f"order {row['number']} of shop {row['shop_id']} ({row['status']}) keeps {row['kept']} of {row['total']}"
        for row in await sql(_KEPT)
        if row["kept"] > (0 if row["status"] == "cancelled" else row["total"])
    ]


class Told:
    """What was said to whom: in Telegram by the log of calls, in web chat by what a reload of the page shows."""

    def __init__(self, fake: FakeTelegram) -> None:
        self.said: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
        fresh: Counter[tuple[str, str, str]] = Counter()
        for call in fake.calls:
            bot, chat, words = (
                str(call.bot.id),
                str(call.params.get("chat_id", "")),
                _words(call.params),
            )
            if call.ok and words and chat:
                self.said[bot, chat].append((call.at.timestamp(), words))
                fresh[bot, chat, words] += call.method.startswith("send") and bool(ONCE.search(words))
        self.duplicates = sum(n - 1 for n in fresh.values() if n > 1)

    async def _heard(self, row: dict[str, Any]) -> list[tuple[float, str]]:
        if row["channel"] == "telegram":
            return self.said[row["bot"], row["external_id"]]
        nodes = await sql("SELECT html FROM web_node WHERE chat_id = $1", row["chat"])
        return [(0.0, plain(node["html"])) for node in nodes]

    async def missing(self) -> list[str]:
        """Whoever paid was shown their order."""
        return [
            f"order {row['number']} ({row['channel']} chat {row['chat']}): its payer was never told"
            for row in await sql(_PAID)
            if not any(_about(row["number"], words) for _, words in await self._heard(row))
        ]

    async def wrong_words(self, charged: dict[str, float]) -> list[str]:
        """Nobody is told that a payment failed after it was taken."""
        faults = []
        for row in await sql(_PAID):
            since = charged.get(row["ref"], 0.0) + 1
            said = [words for at, words in await self._heard(row) if (at or since) >= since]
            bad = [words for words in said if FAILED in words and _about(row["number"], words)]
            faults += [f"order {row['number']}: charged, and told: {words[:80]!r}" for words in bad[:1]]
        return faults

    async def waits(self, charged: dict[str, float]) -> list[float]:
        """In Telegram: from the charge to the first words about the order."""
        waits = []
        for row in await sql(_PAID):
            since = charged.get(row["ref"], 0.0)
            after = [at for at, words in await self._heard(row) if at >= since and _about(row["number"], words)]
            waits += [min(after) - since] if after and row["channel"] == "telegram" else []
        return sorted(waits)


def _words(params: dict[str, Any]) -> str:
    media = params.get("media")
    caption = media.get("caption") if isinstance(media, dict) else None
    return str(params.get("text") or params.get("caption") or caption or "")


def _about(number: int, words: str) -> bool:
    return re.search(rf"#{number}\b", words) is not None
