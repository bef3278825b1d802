"""Sending webhooks: signed, tried again when they are not answered, and as badly as the switches want it."""

from __future__ import annotations

import asyncio

import structlog
from aiohttp import ClientError, ClientSession, ClientTimeout

from integrations.payments.signatures import signed
from integrations.testgateway.books import Books, Row, clock

HEADER = "Hawker-Test-Signature"
TRIES_AFTER = (5, 30, 120, 600, 3600, 3600, 3600)
BATCH = 50
PATIENCE = ClientTimeout(total=10)
log = structlog.get_logger()


class Post:
    """Carries out what is due; one round at a time."""

    def __init__(self, books: Books, ours: str = "") -> None:
        self.books = books
        self.ours = ours
        self._lock = asyncio.Lock()

    async def round(self) -> int:
        """Send every event that is due; returns how many were sent."""
        async with self._lock:
            due = self._due()
            for event in due:
                await self._send(event)
            return len(due)

    def _due(self) -> list[Row]:
        rows = self.books.all(
            "SELECT * FROM event WHERE state = 'waiting' AND due <= ? ORDER BY n LIMIT ?", clock(), BATCH
        )
        backwards = {slug for slug in {row["account"] for row in rows} if self.books.switches(slug).backwards}
        straight = [row for row in rows if row["account"] not in backwards]
        return straight + [row for row in reversed(rows) if row["account"] in backwards]

    async def _send(self, event: Row) -> None:
        answers = [await self._try(event) for _ in range(event["copies"])]
        fine = any(answer.startswith("2") for answer in answers)
        attempts = event["attempts"] + 1
        state = "sent" if fine else "dead" if attempts > len(TRIES_AFTER) else "waiting"
        wait = TRIES_AFTER[min(attempts, len(TRIES_AFTER)) - 1]
        with self.books.writing() as db:
            db.execute(
                "UPDATE event SET state = ?, attempts = ?, due = ?, answer = ?, copies = 1 WHERE n = ?",
                (state, attempts, clock() + wait, answers[-1][:200], event["n"]),
            )

    async def _try(self, event: Row) -> str:
        raw = event["body"].encode()
        headers = {
            HEADER: signed(raw, self.books.secrets_of(event["account"]), int(clock())),
            "Content-Type": "application/json",
        }
        address = self.ours + event["hook"] if event["hook"].startswith("/") else event["hook"]
        try:
            async with (
                ClientSession(timeout=PATIENCE) as http,
                http.post(address, data=raw, headers=headers, allow_redirects=False) as answer,
            ):
                return str(answer.status)
        except (ClientError, TimeoutError, ValueError) as error:
            log.info("test gateway: webhook not answered", error=repr(error))
            return type(error).__name__
