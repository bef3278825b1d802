"""The embedded form: this process asks the outbox table for what is due, once a second and whenever it is woken."""

from __future__ import annotations

from bot.work.port import Hands


class Inline:
    """Needs nothing but the database itself, whichever it is."""

    name = "inline"

    def start(self, hands: Hands) -> None:
        hands.repeat(hands.run_outbox, "outbox")

    async def stop(self, grace: float) -> None:
        """The rounds end by themselves."""
