"""Where this installation stands in the world, for links that leave the messenger they are shown in."""

from __future__ import annotations

_address = ""


def stands_at(address: str) -> None:
    """Say where the world reaches us from now on; "" when it does not."""
    global _address
    _address = address.rstrip("/")


def public(path: str) -> str:
    """The whole address of one of our paths, "" while nobody outside could open it."""
    return f"{_address}{path}" if _address else ""
