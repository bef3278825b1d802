"""The contract of idempotency keys as Stripe states it (docs.stripe.com/api/idempotent_requests).

The first request of a key is carried out and what comes of it is kept with it, in the same transaction: the same key
with the same body gives the same answer without doing anything again, also when two come at once; with another body it
is refused. Refusals are answers too. What fails for a reason of ours undoes the key with everything else, so the caller
may try again. Keys are forgotten after a day at the earliest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from domain.idempotency.errors import KeyReused, KeyUnreadable, RefusedBefore
from domain.idempotency.models import KeyedRequest
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import attempt, transaction
from domain.kit.errors import ShopError
from domain.kit.i18n import Translator
from domain.kit.rows import insert_rows

LONGEST = 255
KEPT = timedelta(hours=24)
Act = Callable[[], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a request, as plain JSON values; `replayed` when it is the answer of an earlier call."""

    body: Any
    replayed: bool = False


async def once(by: Actor, key: str, request: Mapping[str, Any], act: Act) -> Answer:
    """Carry out `act`, which answers in JSON values, once for this key of the shop.

    `request` is everything that was asked for: path, method, body. Raises `KeyReused`, `KeyUnreadable`, what `act`
    raises, and `RefusedBefore` where it was refused the first time.
    """
    if not 0 < len(key) <= LONGEST:
        raise KeyUnreadable()
    digest = _digest(request)
    async with transaction():
        row = {"shop_id": by.shop_id, "key": key, "digest": digest, "answer": None, "at": now()}
        row |= {"refused": "", "sentence": "", "status": 200}
        fresh = await insert_rows("keyed_request", [row], conflict="ON CONFLICT (shop_id, key) DO NOTHING")
        if not fresh:
            return await _before(by, key, digest)
        answer, refusal = await _first(act)
        await KeyedRequest.of(by, key=key).update(**_kept(answer, refusal))
    if refusal is not None:
        raise refusal
    return Answer(answer)


async def _first(act: Act) -> tuple[Any, ShopError | None]:
    """A refusal undoes what was begun, and is an answer."""
    try:
        async with attempt():
            return await act(), None
    except ShopError as refusal:
        return None, refusal


def _kept(answer: Any, refusal: ShopError | None) -> dict[str, Any]:
    if refusal is None:
        return {"answer": [answer]}  # in a list: the ORM takes a plain string for JSON text
    sentence = Translator("en").refusal(refusal)
    return {"refused": type(refusal).__name__[:80], "sentence": sentence, "status": refusal.status}


async def _before(by: Actor, key: str, digest: str) -> Answer:
    kept = await KeyedRequest.get(shop_id=by.shop_id, key=key)
    if kept.digest != digest:
        raise KeyReused()
    if kept.refused:
        raise RefusedBefore(kept.refused, kept.sentence, kept.status)
    return Answer(kept.answer[0], replayed=True)


def _digest(request: Mapping[str, Any]) -> str:
    """Of the meaning, not of the order of its fields."""
    plain = json.dumps(request, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()


async def forget_keys() -> int:
    """Forget requests older than a day; returns how many."""
    return await KeyedRequest.filter(at__lt=now() - KEPT).delete()
