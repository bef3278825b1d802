"""Private links to files: they name one line of one order, nobody can make one, and they end."""

from __future__ import annotations

from datetime import timedelta

from domain.digital.errors import LinkEnded
from domain.kit.clock import now
from domain.kit.vault import Sealed, seal, unseal

LASTS = timedelta(hours=24)
_TO_ADDRESS, _FROM_ADDRESS = str.maketrans("+/", "-_"), str.maketrans("-_", "+/")


def token_of(shop_id: int, line_id: int) -> str:
    """What opens the file of this order line for a day."""
    until = int((now() + LASTS).timestamp())
    return seal(f"file {shop_id} {line_id} {until}").translate(_TO_ADDRESS).rstrip("=")


def line_of(token: str) -> tuple[int, int]:
    """The shop and the order line a token opens. Raises `LinkEnded`, for a made-up one too."""
    padded = token.translate(_FROM_ADDRESS) + "=" * (-len(token) % 4)
    try:
        kind, shop_id, line_id, until = unseal(padded).split(" ")
    except (Sealed, ValueError):
        raise LinkEnded() from None
    if kind != "file" or int(until) < now().timestamp():
        raise LinkEnded()
    return int(shop_id), int(line_id)
