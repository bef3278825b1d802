"""The schema in one piece, which a fresh database takes, is what the migrations make step by step."""

import uuid

import pytest

from bot import schema
from bot.config import Settings
from bot.database import applied_migrations, database, migrate
from domain.kit.db import sql
from tests.kit.postgres import create_database, drop_database
from tests.upgrades.recording import steps

SHAPES = {
    "sqlite": "SELECT name, sql FROM sqlite_master ORDER BY name",
    "postgres": "SELECT table_name, column_name, data_type, column_default, is_nullable"
    " FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2",
}


@pytest.fixture(params=schema.DIALECTS)
async def bare(request, tmp_path):
    """Makes an empty database of this dialect; its URL."""
    made = []

    async def make() -> str:
        if request.param == "sqlite":
            return f"sqlite://{tmp_path / uuid.uuid4().hex}.sqlite3"
        made.append(f"newest_{uuid.uuid4().hex[:12]}")
        return await create_database(made[-1])

    yield make
    for name in made:
        await drop_database(name)


async def shape(url: str) -> list[dict]:
    async with database(Settings(database_url=url)):
        return [dict(row) for row in await sql(SHAPES[url.partition(":")[0]])]


async def test_the_schema_in_one_piece_is_the_work_of_all_migrations(bare):
    walked, at_once = await bare(), await bare()
    dialect = walked.partition(":")[0]
    said = await steps(walked)
    assert schema.whole_schema(dialect) == said, "run `make schema`"
    await migrate(Settings(database_url=at_once))
    assert await shape(at_once) == await shape(walked)


async def test_a_fresh_database_notes_every_migration(bare):
    fresh = Settings(database_url=await bare())
    await migrate(fresh)
    async with database(fresh):
        assert await applied_migrations() == schema.known_migrations()


def test_a_piece_of_other_migrations_is_not_taken(tmp_path, monkeypatch):
    for dialect in schema.DIALECTS:
        (tmp_path / f"{dialect}.sql").write_text("-- 0001_initial 0\nCREATE TABLE old (id INT);\n")
    monkeypatch.setattr(schema, "in_one_piece", lambda dialect: tmp_path / f"{dialect}.sql")
    assert [schema.whole_schema(dialect) for dialect in schema.DIALECTS] == [None, None]
    assert "run `make schema`" in schema.unwritten_schemas()[0]
