"""The ledger: every movement of money as one balanced, append-only entry.

The chart is as small as it can be while conservation can still be checked by one query:

- `provider:<code>` (an asset): money a provider or the cash box holds for the shop. Captures add, refunds take.
- `customers` (a liability, so negative): money taken from customers and not given back.

- `wallet:<customer>` (a liability): what the shop owes a customer. Refunds into it and credit make it more negative,
  paying with it less.
- `credit` (an expense): credit the shop has given. `fees` (an expense): what providers have kept for themselves.
- `disputes` (an expense): what banks have taken back for their customers, and what providers ask for it. An order's
  own figures do not know of it: whether the shop or the customer is right is decided there, sometimes after months.

So for every order: −customers = captured − refunded, for every provider its balance is what should be there, and for
every customer −wallet is what they can spend.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.money import Money
from domain.kit.rows import insert_rows

CUSTOMERS = "customers"
CREDIT = "credit"
FEES = "fees"
DISPUTES = "disputes"


class Unbalanced(ValueError):
    """The sides of an entry do not add up to nothing: a bug, never a refusal."""


def provider_account(code: str) -> str:
    return f"provider:{code}"


def wallet_account(customer_id: int) -> str:
    return f"wallet:{customer_id}"


async def post(by: Actor, kind: str, ref: str, order_id: int, lines: Sequence[tuple[str, Money]]) -> bool:
    """Write one entry inside the caller's transaction; False when this `ref` (per shop) has been posted before.

    Raises `Unbalanced` unless the amounts add up to zero in each currency.
    """
    _check(lines)
    head = {"shop_id": by.shop_id, "kind": kind, "ref": ref, "order_id": order_id, "at": now()}
    entry = await insert_rows("ledger_entry", [head], conflict="ON CONFLICT (shop_id, ref) DO NOTHING")
    if not entry:
        return False
    side = {"shop_id": by.shop_id, "entry_id": entry[0]["id"]}
    rows = [side | {"account": a, "currency": money.currency, "amount": money.minor} for a, money in lines]
    await insert_rows("ledger_line", rows)
    return True


def _check(lines: Sequence[tuple[str, Money]]) -> None:
    sums: dict[str, int] = defaultdict(int)
    for _, money in lines:
        sums[money.currency] += money.minor
    if not lines or any(sums.values()):
        raise Unbalanced(f"{dict(sums)} in {list(lines)}")


async def move_in(by: Actor, provider: str, ref: str, order_id: int, amount: Money) -> bool:
    """Money came from a customer through a provider."""
    lines = [(provider_account(provider), amount), (CUSTOMERS, -amount)]
    return await post(by, "capture", ref, order_id, lines)


async def move_out(by: Actor, provider: str, ref: str, order_id: int, amount: Money) -> bool:
    """Money went back to a customer through a provider."""
    lines = [(CUSTOMERS, amount), (provider_account(provider), -amount)]
    return await post(by, "refund", ref, order_id, lines)


async def keep_fee(by: Actor, provider: str, ref: str, order_id: int, amount: Money) -> bool:
    """The provider has kept a fee of what it took (below zero: given one back). Nothing is posted for no fee."""
    lines = [(FEES, amount), (provider_account(provider), -amount)]
    return bool(amount) and await post(by, "fee", ref, order_id, lines)


async def lose(by: Actor, provider: str, ref: str, order_id: int, amount: Money) -> bool:
    """A provider has taken money from the shop in a dispute (below zero: given it back)."""
    lines = [(DISPUTES, amount), (provider_account(provider), -amount)]
    return await post(by, "dispute", ref, order_id, lines)
