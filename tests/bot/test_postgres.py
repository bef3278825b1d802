"""How we meet PostgreSQL: connections that need no cleaning, and an index of parts of words where it may be made."""

from types import SimpleNamespace

import pytest
from tortoise.connection import get_connection

from domain.kit.db import sql, transaction
from domain.kit.parts import IndexParts

INDEXES = "SELECT indexname FROM pg_indexes WHERE indexname = $1"


on_postgres = pytest.mark.parametrize("db", ["postgres"], indirect=True)


async def index_names() -> list[str]:
    """Make an index of the parts of names, as a migration does; its names now."""
    editor = SimpleNamespace(DIALECT="postgres", client=get_connection("default"))
    await IndexParts("customer", "once_more", "UPPER(name)").database_forward("shop", None, None, editor)
    return [row["indexname"] for row in await sql(INDEXES, "once_more")]


@on_postgres
async def test_a_connection_stays_as_it_was_made_however_often_it_is_given_back(db):
    for _ in range(3):
        assert [row["jit"] for row in await sql("SHOW jit")] == ["off"]


@on_postgres
async def test_parts_of_words_have_an_index_where_it_may_be_made(db):
    assert await sql(INDEXES, "customer_parts")
    async with transaction():
        assert await index_names() == ["once_more"]


async def as_somebody_without_rights() -> None:
    """A role is of the whole cluster: it goes with the transaction."""
    async with transaction():
        await sql("CREATE ROLE nobody_special")
        await sql("SET LOCAL ROLE nobody_special")
        assert await index_names() == []
        raise LookupError


@on_postgres
async def test_without_the_right_to_an_index_of_parts_the_migration_goes_on(db):
    with pytest.raises(LookupError):
        await as_somebody_without_rights()
