"""Calls to the test gateway. What is not answered may have been done: the same key is used when it is asked again."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from aiohttp import ClientError, ClientSession, ClientTimeout

from domain.kit.db import inside_transaction
from domain.payments.port import KeysRefused, ProviderError

PATIENCE = ClientTimeout(total=8, connect=3)
LONGEST_ANSWER = 4 * 1024 * 1024


class Missing(ProviderError):
    """The gateway has never heard of it."""

    def __init__(self) -> None:
        super().__init__("unknown there", permanent=True)


class Client:
    """`base` is the gateway's own address; it may become known only after this process listens."""

    def __init__(self, base: str) -> None:
        self.base = base

    async def call(
        self, method: str, path: str, key: str, *, body: dict[str, Any] | None = None, once: str = ""
    ) -> dict[str, Any]:
        """One request; `once` is its idempotency key. Raises `ProviderError`."""
        if inside_transaction():
            raise RuntimeError(f"{method} {path} inside a transaction")
        headers = {"Authorization": f"Bearer {key}"} | ({"Idempotency-Key": once} if once else {})
        try:
            async with (
                ClientSession(timeout=PATIENCE) as http,
                http.request(method, f"{self.base}/test-gateway/v1{path}", json=body, headers=headers) as answer,
            ):
                told = await answer.json(content_type=None)
                status = answer.status
        except (ClientError, TimeoutError, ValueError) as error:
            raise ProviderError(f"no answer: {type(error).__name__}", permanent=False) from None
        return _checked(status, told)


def _checked(status: int, told: Any) -> dict[str, Any]:
    if status < 300 and isinstance(told, dict):
        return told
    if status == 401:
        raise KeysRefused("the keys are not known there")
    if status == 404:
        raise Missing()
    code = str(told.get("error", status)) if isinstance(told, dict) else str(status)
    raise ProviderError(code, permanent=400 <= status < 500 and status != 429)


def in_path(text: str) -> str:
    return quote(text, safe="")
