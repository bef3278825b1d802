"""The ways to pay this process was started with; `bot/app.py` names them."""

from __future__ import annotations

from domain.payments.port import OnlineProvider, PaymentProvider

_providers: dict[str, PaymentProvider] = {}


def use(*providers: PaymentProvider) -> None:
    """Replace the ways to pay of this process."""
    _providers.clear()
    _providers.update({provider.code: provider for provider in providers})


def online(code: str) -> OnlineProvider | None:
    """The outside provider of this code; None for cash, transfer, and what this process does not know."""
    found = _providers.get(code)
    return found if isinstance(found, OnlineProvider) else None


def online_codes() -> tuple[str, ...]:
    return tuple(code for code in _providers if online(code))
