"""What shops call: a small REST API, JSON in and out, a bearer key, an Idempotency-Key for what costs money."""

from __future__ import annotations

import hmac
import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from integrations.testgateway.books import Books, Order, Refused, Row
from integrations.testgateway.switches import UnknownSwitch

ROOT = "/test-gateway/v1"
LONGEST = 120
MOST = 10**12
Verb = Callable[[web.Request, Row], Awaitable[Any]]


class Api:
    """`master` opens accounts; `base` is put before the addresses of payment pages."""

    def __init__(self, books: Books, master: str, base: str = "") -> None:
        self.books = books
        self.master = master
        self.base = base

    def routes(self) -> list[web.AbstractRouteDef]:
        mine = self._for_account
        return [
            web.put(f"{ROOT}/accounts/{{slug}}", self.open_account),
            web.get(f"{ROOT}/switches", mine(self.switches)),
            web.patch(f"{ROOT}/switches", mine(self.set_switches)),
            web.post(f"{ROOT}/secret", mine(self.change_secret)),
            web.post(f"{ROOT}/payments", mine(self.ask)),
            web.get(f"{ROOT}/payments/{{key}}", mine(self.payment)),
            web.post(f"{ROOT}/payments/{{key}}/close", mine(self.close)),
            web.post(f"{ROOT}/refunds", mine(self.refund)),
            web.get(f"{ROOT}/charges", mine(self.charges)),
        ]

    def _for_account(self, verb: Verb) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """The account of the key; a refusal as its code; an answer that is lost when the switches say so."""

        async def handle(request: web.Request) -> web.StreamResponse:
            try:
                account = self.books.account(key=_bearer(request))
                told = await verb(request, account)
            except Refused as refusal:
                return web.json_response({"error": refusal.code}, status=refusal.http)
            if request.method == "POST" and self.books.loses_this_answer(account["slug"]) and request.transport:
                request.transport.abort()
            return web.json_response(told)

        return handle

    async def open_account(self, request: web.Request) -> web.StreamResponse:
        """Only who holds the installation's own key opens accounts: their webhooks are called."""
        if not hmac.compare_digest(_bearer(request).encode(), self.master.encode()):
            return web.json_response({"error": "unknown_key"}, status=401)
        slug, name = request.match_info["slug"][:60], request.query.get("name", "")[:80]
        account = self.books.open_account(slug, name)
        secrets = self.books.secrets_of(account["slug"])
        desk = f"{self.base}/test-gateway/desk/{account['desk']}"
        return web.json_response({"account": slug, "key": account["key"], "secrets": secrets, "desk": desk})

    async def switches(self, _request: web.Request, account: Row) -> Any:
        return self.books.switches(account["slug"]).stored

    async def set_switches(self, request: web.Request, account: Row) -> Any:
        try:
            switches = self.books.switches(account["slug"]).changed(await _body(request))
        except UnknownSwitch as wrong:
            raise Refused(f"unknown_switch: {wrong}", 400) from None
        self.books.set_switches(account["slug"], switches)
        return switches.stored

    async def change_secret(self, _request: web.Request, account: Row) -> Any:
        self.books.change_secret(account["slug"])
        return {"secrets": self.books.secrets_of(account["slug"])}

    async def ask(self, request: web.Request, account: Row) -> Any:
        body = await _body(request)
        order = Order(
            key=_key(request),
            amount=_amount(body),
            currency=str(body.get("currency", ""))[:3],
            reference=str(body.get("reference", ""))[:60],
            locale=str(body.get("locale", ""))[:12],
            back=_address(body, "back"),
            hook=_address(body, "hook"),
        )
        return self.books.payment_json(self.books.ask(account["slug"], order), self.base)

    async def payment(self, request: web.Request, account: Row) -> Any:
        found = self.books.payment(account=account["slug"], key=request.match_info["key"])
        return self.books.payment_json(found, self.base)

    async def close(self, request: web.Request, account: Row) -> Any:
        return self.books.payment_json(self.books.close(account["slug"], request.match_info["key"]), self.base)

    async def refund(self, request: web.Request, account: Row) -> Any:
        body, key = await _body(request), _key(request)
        row = self.books.refund(account["slug"], str(body.get("charge", "")), _amount(body), key)
        return {"id": row["id"], "key": key, "charge": row["charge"], "amount": row["amount"]}

    async def charges(self, request: web.Request, account: Row) -> Any:
        try:
            since = float(request.query.get("since", "0"))
        except ValueError:
            raise Refused("unreadable_since", 400) from None
        return {"charges": self.books.charges(account["slug"], since, request.query.get("after", ""))}


def _bearer(request: web.Request) -> str:
    return request.headers.get("Authorization", "").removeprefix("Bearer ").strip()


def _key(request: web.Request) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if not 0 < len(key) <= LONGEST:
        raise Refused("key_missing", 400)
    return key


async def _body(request: web.Request) -> Row:
    try:
        body = json.loads(await request.read() or b"{}")
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise Refused("unreadable_body", 400)
    return body


def _amount(body: Row) -> int:
    amount = body.get("amount")
    if not isinstance(amount, int) or isinstance(amount, bool) or not 0 < amount < MOST:
        raise Refused("unreadable_amount", 400)
    return amount


def _address(body: Row, name: str) -> str:
    """A web address, or a path of the house this gateway lives in."""
    address = str(body.get(name, ""))[:500]
    if (address and not address.startswith(("https://", "http://", "/"))) or address.startswith("//"):
        raise Refused(f"unreadable_{name}", 400)
    return address
