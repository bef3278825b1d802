"""Calls to Stripe by its own library. What is not answered may have been done: the same key is used again.

The library asks once more by itself, with the same idempotency key, when nothing or a failure of Stripe's comes back.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache

import stripe
from aiohttp import ClientError, ClientTimeout, TCPConnector
from stripe import AIOHTTPClient, AuthenticationError, StripeClient, StripeError

from domain.kit.db import inside_transaction
from domain.payments.port import KeysRefused, ProviderError

PATIENCE = ClientTimeout(total=6, connect=3)
ONCE_MORE = 1
BUSY = (409, 429)  # another request holds the key or the object, or there are too many


class Missing(ProviderError):
    """Stripe has never heard of it, or these keys may not see it."""

    def __init__(self) -> None:
        super().__init__("unknown there", permanent=True)


@asynccontextmanager
async def opened(key: str, base: str = "") -> AsyncIterator[StripeClient]:
    """Stripe's API under this key; `base` is another address than Stripe's own. Raises `ProviderError`."""
    if inside_transaction():
        raise RuntimeError("Stripe asked inside a transaction")
    http = AIOHTTPClient(timeout=PATIENCE, connector=TCPConnector(ssl=_trusted()))
    try:
        yield StripeClient(
            key, http_client=http, max_network_retries=ONCE_MORE, base_addresses={"api": base} if base else None
        )
    except StripeError as error:
        raise problem(error) from None
    except (ClientError, TimeoutError) as error:
        raise ProviderError(f"no answer: {type(error).__name__}", permanent=False) from None
    finally:
        await http.close_async()  # type: ignore[no-untyped-call]


def problem(error: StripeError) -> ProviderError:
    """Stripe's refusal as ours. Without a status nobody answered."""
    status = error.http_status or 0
    if isinstance(error, AuthenticationError):
        return KeysRefused("the keys are not known there")
    if status == 404:
        return Missing()
    said = error.code or error.user_message or type(error).__name__
    return ProviderError(str(said)[:200], permanent=400 <= status < 500 and status not in BUSY)


@cache
def _trusted() -> ssl.SSLContext:
    """Whose certificates count; read once, as it takes longer than a call."""
    return ssl.create_default_context(cafile=stripe.ca_bundle_path)
