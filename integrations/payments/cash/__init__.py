"""Cash on delivery: nothing happens until the door."""

from __future__ import annotations

from domain.payments.port import Ask, NextStep


class Cash:
    code = "cash"

    async def start(self, ask: Ask) -> NextStep:  # noqa: ARG002
        return NextStep("none")
