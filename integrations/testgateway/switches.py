"""What a gateway can do to a shop on a bad day, on demand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

REASONS = ("insufficient_funds", "card_declined", "card_expired", "limit_reached", "suspected_fraud")
MOST_SECONDS = 86_400
MOST_ANSWERS = 100


class UnknownSwitch(ValueError):
    """There is no such switch, or it cannot be set so."""


@dataclass(frozen=True, slots=True)
class Switches:
    """All off is a good day.

    `delay`: webhooks wait so many seconds. `twice`: each is sent twice. `drop`: none is sent. `backwards`: the newest
    is sent first. `lose`: so many answers of the API are lost after the work is done. `double`: an approval charges
    twice. `refuse`: refunds are refused. `decline`: why a payment is declined.
    """

    delay: int = 0
    twice: bool = False
    drop: bool = False
    backwards: bool = False
    lose: int = 0
    double: bool = False
    refuse: bool = False
    decline: str = REASONS[0]

    @property
    def stored(self) -> dict[str, Any]:
        return asdict(self)

    def changed(self, values: Mapping[str, Any]) -> Switches:
        """The same with some of them set anew. Raises `UnknownSwitch`."""
        known = {field.name: field.type for field in fields(self)}
        for name, value in values.items():
            if name not in known or not _fits(name, value):
                raise UnknownSwitch(name)
        return replace(self, **values)


def _fits(name: str, value: Any) -> bool:
    if name == "decline":
        return value in REASONS
    if name in ("delay", "lose"):
        most = MOST_SECONDS if name == "delay" else MOST_ANSWERS
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most
    return isinstance(value, bool)
