"""Webhooks: one post at a time in each queue, tried again until it is taken or too old."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import aiohttp
from aiohttp import MultipartReader

from domain.kit.clock import now
from tests.kit.telegram.queues import Pending, Updates
from tests.kit.telegram.refusals import Refused
from tests.kit.telegram.wire import Given, read_body, read_parts

PATIENCE = aiohttp.ClientTimeout(total=60)
SECRET = "X-Telegram-Bot-Api-Secret-Token"
LONGEST_PAUSE = 60


@dataclass(eq=False)
class Webhook:
    """Where updates of one bot are posted. `call` runs a method named in an answer; `pace` shortens the pauses."""

    url: str
    secret: str
    connections: int
    updates: Updates
    http: aiohttp.ClientSession
    call: Callable[[Given], Awaitable[Any]]
    pace: Callable[[], float]
    last_error: str = ""
    last_error_at: int = 0
    lanes: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _doors: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self._doors = asyncio.Semaphore(self.connections)

    def run(self, lane: str) -> None:
        if lane not in self.lanes:
            self.lanes[lane] = asyncio.create_task(self.empty(lane))

    async def close(self) -> None:
        tasks = list(self.lanes.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def empty(self, lane: str) -> None:
        """Post what waits in this queue, one after another."""
        try:
            while pending := self.updates.first(lane):
                await self.attempt(pending)
        finally:
            self.lanes.pop(lane, None)

    async def attempt(self, pending: Pending) -> None:
        async with self._doors:
            status, pause = await self.post(pending)
        pending.tries += 1
        if 200 <= status < 300:
            self.updates.finish(pending)
            return
        pause = pause or pause_after(pending.tries)
        if now() + timedelta(seconds=pause) > pending.until:
            self.updates.finish(pending)
        pending.tried.set()
        await asyncio.sleep(pause * self.pace())

    async def post(self, pending: Pending) -> tuple[int, float]:
        """(status, the pause the other side asks for); a method in the answer's body is executed."""
        headers = {"Content-Type": "application/json"} | ({SECRET: self.secret} if self.secret else {})
        body = json.dumps(pending.raw).encode()
        try:
            async with self.http.post(
                self.url, data=body, headers=headers, timeout=PATIENCE, allow_redirects=False
            ) as answer:
                if 200 <= answer.status < 300:
                    await self.obey(answer)
                else:
                    self.note(f"Wrong response from the webhook: {answer.status} {answer.reason}")
                return answer.status, float(answer.headers.get("Retry-After", 0) or 0)
        except (aiohttp.ClientError, TimeoutError, OSError):
            self.note("Connection refused")
            return 0, 0

    async def obey(self, answer: aiohttp.ClientResponse) -> None:
        try:
            if answer.content_type.startswith("multipart/"):
                given = await read_parts(MultipartReader.from_response(answer), {})  # type: ignore[arg-type]
            else:
                given = read_body(await answer.read(), answer.content_type, {})
        except Refused:
            return
        if given.values.get("method"):
            await self.call(given)

    def note(self, words: str) -> None:
        self.last_error, self.last_error_at = words, int(now().timestamp())

    def as_raw(self) -> dict[str, Any]:
        raw: dict[str, Any] = {"max_connections": self.connections, "ip_address": "127.0.0.1"}
        if self.last_error:
            raw |= {"last_error_date": self.last_error_at, "last_error_message": self.last_error}
        return raw


def pause_after(tries: int) -> float:
    """At once, then 2, 4, 8 … seconds."""
    return 0 if tries == 1 else min(2 ** (tries - 1), LONGEST_PAUSE)
