"""A migration that is killed leaves the shop as it was, and the next start brings it to today's schema."""

import sqlite3
import uuid
from contextlib import closing
from pathlib import Path

import pytest
from tortoise.backends.base.executor import EXECUTOR_CACHE

from bot import schema
from bot.config import Settings
from bot.database import applied_migrations, database, migrate
from bot.postgres_backend import TransactionWrapper
from bot.sqlite_backend import ImmediateWrapper
from tests.kit.postgres import create_database, drop_database

OLD = sorted(Path(__file__).parent.glob("*.sql"))[1]


class Killed(BaseException):
    """The process is gone: nothing after this runs but what the operating system does."""


class Axe:
    """Falls on the n-th write of a migration."""

    def __init__(self, falls_at: int) -> None:
        self.falls_at = falls_at
        self.writes = 0

    def strike(self) -> None:
        self.writes += 1
        if self.writes == self.falls_at:
            raise Killed


def swing(monkeypatch, wrapper, axe: Axe) -> None:
    for name in ("execute_script", "execute_query", "execute_insert"):
        plain = getattr(wrapper, name)

        async def struck(self, *args, _plain=plain):
            axe.strike()
            return await _plain(self, *args)

        monkeypatch.setattr(wrapper, name, struck)


def shape(file: Path) -> list[tuple]:
    with closing(sqlite3.connect(file)) as connection:
        schema = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2").fetchall()
        rows = connection.execute("SELECT name FROM tortoise_migrations ORDER BY name").fetchall()
        orders = connection.execute("SELECT number, total FROM orders").fetchall()
        return [*schema, *rows, *orders]


@pytest.fixture
def old(tmp_path):
    def make(name: str) -> Path:
        file = tmp_path / name / "shop.sqlite3"
        file.parent.mkdir()
        with closing(sqlite3.connect(file)) as connection:
            connection.executescript(OLD.read_text(encoding="utf-8"))
        return file

    return make


async def brought(file: Path) -> None:
    EXECUTOR_CACHE.clear()
    await migrate(Settings(data_dir=file.parent, database_url=f"sqlite://{file}"))


async def test_killed_at_a_write_a_shop_stands_as_before_and_goes_on(old, monkeypatch):
    whole, axe = old("whole"), Axe(0)
    with monkeypatch.context() as patch:
        swing(patch, ImmediateWrapper, axe)
        await brought(whole)
    assert axe.writes > 40
    before, target = shape(old("untouched")), shape(whole)
    file = old("killed")
    for number in (axe.writes,):
        with monkeypatch.context() as patch:
            swing(patch, ImmediateWrapper, Axe(number))
            with pytest.raises(Killed):
                await brought(file)
        assert shape(file) == before
    await brought(file)
    assert shape(file) == target


@pytest.fixture
async def bare():
    """An empty PostgreSQL database."""
    name = f"killed_{uuid.uuid4().hex[:12]}"
    yield Settings(database_url=await create_database(name))
    await drop_database(name)


@pytest.mark.parametrize(("step_by_step", "falls_at"), [(True, 90), (False, 9)])
async def test_killed_on_postgresql_the_next_start_goes_on(bare, monkeypatch, step_by_step, falls_at):
    EXECUTOR_CACHE.clear()
    with monkeypatch.context() as patch:
        if step_by_step:
            patch.setattr(schema, "whole_schema", lambda dialect: None)
        swing(patch, TransactionWrapper, Axe(falls_at))
        with pytest.raises(Killed):
            await migrate(bare)
    await migrate(bare)
    async with database(bare):
        assert await applied_migrations() == schema.known_migrations()
