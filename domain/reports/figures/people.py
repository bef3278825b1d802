"""How people get to an order and who they are: the funnel, taps, failed payments, people a day and a month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.kit.money import Money
from domain.reports.figures.days import DAY, Span, begins, bucket, steps
from domain.reports.figures.measures import STEPS
from domain.reports.figures.reading import Book

MONTH = 30
_MONTHLY = """
SELECT (SELECT COUNT(DISTINCT e.customer_id) FROM event e WHERE e.shop_id = $1 AND e.at >= $2 AND e.at < $3
    AND e.kind IN ('start', 'link', 'view', 'search', 'cart', 'checkout', 'pay', 'paid') AND e.customer_id > 0)
    AS people,
  (SELECT COUNT(DISTINCT o.customer_id) FROM orders o WHERE o.shop_id = $1 AND o.placed_at >= $2 AND o.placed_at < $3
    AND o.status <> 'cancelled' AND NOT o.is_test AND o.channel <> 'imported') AS payers
"""


@dataclass(frozen=True, slots=True)
class Funnel:
    """People at each of `STEPS`, each counted once a day: all together, and by channel."""

    total: Mapping[str, int]
    channels: Mapping[str, Mapping[str, int]]
    before: Mapping[str, int]


async def funnel(book: Book, span: Span) -> Funnel:
    now: dict[str, int] = dict.fromkeys(STEPS, 0)
    before: dict[str, int] = dict.fromkeys(STEPS, 0)
    channels: dict[str, dict[str, int]] = {}
    for row in await book.rows(("step",), Span(span.before.first, span.last)):
        if date.fromisoformat(row.day) not in span:
            before[row.key] += row.n
            continue
        now[row.key] += row.n
        channels.setdefault(row.channel, dict.fromkeys(STEPS, 0))[row.key] += row.n
    return Funnel(now, channels, before)


@dataclass(frozen=True, slots=True)
class Effort:
    """Of orders so counted, how many taps or messages half of them needed at most, and nine of ten."""

    orders: int
    p50: int | None
    p90: int | None


@dataclass(frozen=True, slots=True)
class Failure:
    reason: str
    times: int
    money: Money


@dataclass(frozen=True, slots=True)
class Service:
    taps: Effort
    messages: Effort
    taps_before: Effort
    failures: tuple[Failure, ...]


async def service(book: Book, span: Span) -> Service:
    """How much it takes to order, and why payments fail."""
    spread: dict[tuple[str, bool], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    failed: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for row in await book.rows(("taps", "messages", "fail"), Span(span.before.first, span.last)):
        now = date.fromisoformat(row.day) in span
        if row.kind != "fail":
            spread[row.kind, now][int(row.key or 0)] += row.n
        elif now:
            failed[row.key, row.currency][0] += row.n
            failed[row.key, row.currency][1] += row.money
    worst = sorted(failed.items(), key=lambda item: (-item[1][0], item[0]))
    failures = tuple(Failure(reason, n, Money(minor, code)) for (reason, code), (n, minor) in worst)
    return Service(
        effort(spread["taps", True]), effort(spread["messages", True]), effort(spread["taps", False]), failures
    )


def effort(spread: Mapping[int, int]) -> Effort:
    """From how many orders took how many."""
    return Effort(sum(spread.values()), percentile(spread, 50), percentile(spread, 90))


def percentile(spread: Mapping[int, int], share: int) -> int | None:
    """The smallest number that covers this share of a hundred; None of nothing."""
    left = -(-sum(spread.values()) * share // 100)
    for value in sorted(spread):
        left -= spread[value]
        if left <= 0:
            return value
    return None


@dataclass(frozen=True, slots=True)
class Crowd:
    """People a day on average over each step, and new products in it; `monthly`, `payers`: of the last 30 days."""

    steps: tuple[tuple[date, int, int], ...]
    monthly: int
    payers: int

    @property
    def share(self) -> float | None:
        """Of a hundred people who came in 30 days, how many ordered."""
        return 100 * self.payers / self.monthly if self.monthly else None


async def crowd(by: Actor, book: Book, span: Span, every: str) -> Crowd:
    """How many people come, and how much is new for them."""
    people: dict[date, list[int]] = {step: [0, 0] for step in steps(span, every)}
    for row in await book.rows(("active", "fresh"), span):
        people[bucket(date.fromisoformat(row.day), every)][row.kind == "fresh"] += row.n
    days = {step: sum(1 for day in span if bucket(day, every) == step) for step in people}
    start, end = begins(span.last - (MONTH - 1) * DAY, book.zone), begins(span.last + DAY, book.zone)
    last = (await sql(_MONTHLY, by.shop_id, start, end))[0]
    counted = tuple((step, round(n / days[step]), fresh) for step, (n, fresh) in people.items())
    return Crowd(counted, int(last["people"]), int(last["payers"]))
