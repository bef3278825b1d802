from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from bot.config import Settings
from domain.reports.invariants import violations
from tests.kit.clock import Clock
from tests.kit.market import Market


@pytest.fixture
async def market(db: Settings, clock: Clock) -> AsyncIterator[Market]:
    """A stocked shop whose time stands still; whatever the test does, every invariant holds afterwards."""
    yield await Market.open()
    assert await violations() == []


class _Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.statements: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.statements.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[list[str]]:
    logger, heard = logging.getLogger("tortoise.db_client"), _Heard()
    level = logger.level
    logger.addHandler(heard)
    logger.setLevel(logging.DEBUG)
    try:
        yield heard.statements
    finally:
        logger.setLevel(level)
        logger.removeHandler(heard)


@pytest.fixture
def statements() -> Callable[[], AbstractContextManager[list[str]]]:
    """`with statements() as seen:` collects the SQL that is run inside."""
    return _listening
