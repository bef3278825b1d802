"""The clock of a test: it stands still until told to move."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from domain.kit import clock


class Clock:
    """Begins on a Thursday morning in November, UTC."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(microseconds=1)
        return self.at

    def passes(self, **span: float) -> None:
        self.at += timedelta(**span)

    def __enter__(self) -> Clock:
        clock.set_clock(self)
        return self

    def __exit__(self, *_: object) -> None:
        clock.set_clock(None)
