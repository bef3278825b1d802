"""Stripe's API over HTTP, as much of it as a shop calls: nested forms, keys, idempotency, lists, faults."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.kit.stripe.books import Books, Thing
from tests.kit.stripe.errors import Refusal, bad, missing

Answer = tuple[int, Thing]


@dataclass
class Faults:
    """What goes wrong from now on: so many answers are lost after the work was done, so many calls find it broken.

    `forbidden` is what a restricted key may not do, such as "GET charges".
    """

    lose: int = 0
    broken: int = 0
    busy: int = 0
    delay: float = 0
    forbidden: set[str] = field(default_factory=set)


class FakeStripe:
    """Accounts by their secret key. `calls` is every request that was carried out or repeated: (method, path, key)."""

    def __init__(self) -> None:
        self.accounts: dict[str, Books] = {}
        self.faults = Faults()
        self.calls: list[tuple[str, str, str]] = []
        self._answers: dict[tuple[str, str], tuple[str, Answer]] = {}

    def add(self, key: str, books: Books) -> Books:
        self.accounts[key] = books
        return books

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_route("*", "/v1/{path:.+}", self.answer)
        return app

    async def answer(self, request: web.Request) -> web.StreamResponse:
        body = nested((await request.post()).items() if request.method == "POST" else request.query.items())
        try:
            status, told, repeated = await self._carried_out(request, body)
        except Refusal as refusal:
            status, told, repeated = refusal.status, refusal.body, False
        if self.faults.lose and request.method == "POST":
            self.faults.lose -= 1
            assert request.transport
            request.transport.abort()
        headers = {"Request-Id": "req_1"} | ({"Idempotent-Replayed": "true"} if repeated else {})
        return web.json_response(told, status=status, headers=headers)

    def forgets_keys(self) -> None:
        """As Stripe does after a day."""
        self._answers.clear()

    async def _carried_out(self, request: web.Request, body: Thing) -> tuple[int, Thing, bool]:
        path, once = request.match_info["path"], request.headers.get("Idempotency-Key", "")
        key = request.headers.get("Authorization", "").removeprefix("Bearer ")
        books = self.accounts.get(key)
        if books is None:
            raise Refusal(401, "Invalid API Key provided")
        self.calls.append((request.method, path, once))
        await self._trouble()
        asked = json.dumps([path, body], sort_keys=True)
        if once and (key, once) in self._answers:
            return self._again(asked, *self._answers[(key, once)])
        status, told = self._new(books, request.method, path, body, (key, once), asked)
        return status, told, False

    async def _trouble(self) -> None:
        if self.faults.delay:
            await asyncio.sleep(self.faults.delay)
        if self.faults.broken:
            self.faults.broken -= 1
            raise Refusal(500, "An unknown error occurred", kind="api_error")
        if self.faults.busy:
            self.faults.busy -= 1
            raise Refusal(429, "Too many requests", code="rate_limit")

    def _again(self, asked: str, before: str, answer: Answer) -> tuple[int, Thing, bool]:
        if asked != before:
            said = "Keys for idempotent requests can only be used with the same parameters they were first used with."
            raise Refusal(400, said, kind="idempotency_error")
        return *deepcopy(answer), True

    def _new(self, books: Books, method: str, path: str, body: Thing, once: tuple[str, str], asked: str) -> Answer:
        try:
            answer = 200, deepcopy(self._act(books, method, path, body))
        except Refusal as refusal:
            if not refusal.executed:
                raise
            answer = refusal.status, refusal.body
        if once[1]:
            self._answers[once] = asked, deepcopy(answer)
        return answer

    # --------------------------------------------------------------------------------------------------------- verbs

    def _act(self, books: Books, method: str, path: str, body: Thing) -> Thing:
        expand = [str(name) for name in (body.pop("expand", None) or {}).values()]
        for verb, shape, act in VERBS:
            found = re.fullmatch(shape, path)
            if verb == method and found:
                if f"{method} {path}" in self.faults.forbidden:
                    raise Refusal(403, "The provided key does not have the required permissions")
                told = expanded(act(books, body, *found.groups()), expand, books)
                return told | {"url": f"/v1/{path}"} if told["object"] == "list" else told
        raise Refusal(404, f"Unrecognized request URL ({method}: /v1/{path}).")


def listed(rows: Iterable[Thing], body: Thing) -> Thing:
    """Newest first, a page at a time."""
    since = int((body.get("created") or {}).get("gt", 0))
    found = [row for row in rows if row["created"] > since]
    found = [row for row in found if body.get("payment_intent") in (None, row.get("payment_intent"))][::-1]
    after, limit = body.get("starting_after"), int(body.get("limit", 10))
    if not 1 <= limit <= 100:
        raise bad("Invalid integer: limit")
    begin = next((n + 1 for n, row in enumerate(found) if row["id"] == after), 0)
    page = found[begin : begin + limit]
    return {"object": "list", "data": page, "has_more": len(found) > begin + limit}


def intent_of(books: Books, _body: Thing, name: str) -> Thing:
    found = books.intents.get(name)
    if found is None:
        raise missing("payment_intent", name)
    return found


Act = Callable[..., Thing]
VERBS: tuple[tuple[str, str, Act], ...] = (
    ("POST", r"checkout/sessions", lambda books, body: books.open_session(body)),
    ("GET", r"checkout/sessions", lambda books, body: listed(books.sessions.values(), body)),
    ("GET", r"checkout/sessions/(\w+)", lambda books, body, name: books.session(name)),
    ("POST", r"checkout/sessions/(\w+)/expire", lambda books, body, name: books.expire(name)),
    ("GET", r"payment_intents/(\w+)", intent_of),
    ("GET", r"payment_intents", lambda books, body: listed(books.intents.values(), body)),
    ("GET", r"charges", lambda books, body: listed(books.charges.values(), body)),
    ("GET", r"balance_transactions/(\w+)", lambda books, body, name: books.balances[name]),
    ("POST", r"refunds", lambda books, body: books.refund(body)),
    ("GET", r"refunds", lambda books, body: listed(books.refunds.values(), body)),
    ("GET", r"disputes", lambda books, body: listed(books.disputes.values(), body)),
    ("GET", r"account", lambda books, body: {"id": books.account, "object": "account"}),
)


def expanded(thing: Thing, paths: list[str], books: Books) -> Thing:
    """The same with the names in `paths` replaced by what they name."""
    thing = deepcopy(thing)
    for path in paths:
        first, *rest = path.split(".")
        for row in thing["data"] if first == "data" else [thing]:
            _expand(row, rest if first == "data" else [first, *rest], books)
    return thing


def _expand(row: Thing, path: list[str], books: Books) -> None:
    name, *rest = path
    shelf = books.intents if name == "payment_intent" else books.charges
    if isinstance(row.get(name), str):
        row[name] = deepcopy(shelf[row[name]])
    if rest and row.get(name):
        _expand(row[name], rest, books)


def nested(pairs: Iterable[tuple[str, Any]]) -> Thing:
    """`a[b][0]=c` as {"a": {"b": {"0": "c"}}}."""
    tree: Thing = {}
    for name, value in pairs:
        first, *rest = re.findall(r"[^\[\]]+", name)
        place = tree
        for step in [first, *rest][:-1]:
            place = place.setdefault(step, {})
        place[[first, *rest][-1]] = value
    return tree
