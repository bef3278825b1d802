"""What payment providers tell us, at /hooks/<provider>/<shop>: verified, then heard once.

A forged message is answered 401 and logged now and then, a senseless or old one 400; everything else is committed
before it is acknowledged, so that the provider sends again what a crash has cut off. One whose rest could not be asked
for is answered 503 and comes again too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import structlog
from aiohttp import web

from bot import metrics
from bot.limits import Limit, Limiter
from domain.kit.actor import Actor, system
from domain.kit.db import handling
from domain.kit.errors import AlreadyDone, ShopError, TooMany
from domain.payments.accounts import stored_keys
from domain.payments.actions import hear
from domain.payments.port import Event, Forged, InquiringProvider, OnlineProvider, ProviderError, Unreadable
from domain.payments.providers import online
from domain.shop.queries import shop_by_slug

LARGEST = 256 * 1024
LOGGED = Limit("forged_webhooks", 5, 60)
log = structlog.get_logger()


class Webhooks:
    """One address for every provider and shop."""

    def __init__(self, limiter: Limiter) -> None:
        self.limiter = limiter
        self._unlogged: Counter[str] = Counter()

    def routes(self) -> list[web.AbstractRouteDef]:
        return [web.post("/hooks/{provider}/{shop}", self.take)]

    async def take(self, request: web.Request) -> web.StreamResponse:
        provider = online(request.match_info["provider"])
        if provider is None:
            raise web.HTTPNotFound
        by = system((await shop_by_slug(request.match_info["shop"])).id)
        raw = await request.clone(client_max_size=LARGEST).read()
        try:
            event = await _read(by, provider, raw, request.headers)
        except Forged as error:
            self._note(request, "forged", error)
            return web.json_response({"error": "forged"}, status=401)
        except Unreadable as error:
            self._note(request, "unreadable", error)
            return web.json_response({"error": "unreadable"}, status=400)
        except ProviderError as error:
            self._note(request, "unasked", error)
            return web.json_response({"error": "later"}, status=503)
        return web.json_response({"result": await _heard(by, provider.code, event)})

    def _note(self, request: web.Request, what: str, error: Exception) -> None:
        """A flood of forgeries must not fill the log: what was left out is counted and told with the next line."""
        path = request.path
        metrics.WEBHOOKS.labels(request.match_info["provider"], what).inc()
        try:
            self.limiter.take(LOGGED, path)
        except TooMany:
            self._unlogged[path] += 1
            return
        log.warning("webhook refused", path=path, why=str(error), unlogged=self._unlogged.pop(path, 0))


async def _read(by: Actor, provider: OnlineProvider, raw: bytes, headers: Mapping[str, str]) -> Event | None:
    keys = await stored_keys(by, provider.code)
    if keys is None or not keys.hooks:
        raise Forged("this shop has no secret with this provider")
    event = provider.read_webhook(raw, headers, keys)
    if event is None or not isinstance(provider, InquiringProvider):
        return event
    return await provider.complete(event, keys)


async def _heard(by: Actor, code: str, event: Event | None) -> str:
    """Carry it out unless it has been before. The shop is part of the key: no neighbour can use up its events."""
    if event is None:
        return "not for us"
    metrics.WEBHOOKS.labels(code, event.kind).inc()
    try:
        with handling(f"hook:{code}:{by.shop_id}:{event.id}"):
            await hear(by, code, event)
    except AlreadyDone:
        return "known"
    except ShopError as refusal:
        log.warning("webhook without effect", provider=code, event=event.id, why=str(refusal))
        return "without effect"
    return "done"
