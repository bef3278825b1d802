"""Refusals in Stripe's own form."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """What Stripe answers instead. `executed`: it is kept under the idempotency key like any result."""

    def __init__(
        self, status: int, message: str, *, code: str = "", kind: str = "invalid_request_error", executed: bool = False
    ) -> None:
        super().__init__(message)
        self.status = status
        self.executed = executed
        self.body: dict[str, Any] = {"error": {"type": kind, "message": message} | ({"code": code} if code else {})}


def missing(name: str, thing: str) -> Refusal:
    return Refusal(404, f"No such {name}: '{thing}'", code="resource_missing")


def bad(message: str, code: str = "parameter_invalid") -> Refusal:
    return Refusal(400, message, code=code)
