import asyncpg

from tests.kit.postgres import cluster, create_database, drop_database


async def run(url: str, statement: str) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetch(statement)
    finally:
        await connection.close()


async def test_a_new_database_is_empty_and_sorts_every_script() -> None:
    url = await create_database("kit_empty")
    assert await run(url, "SELECT 1 FROM pg_tables WHERE schemaname = 'public'") == []
    assert (await run(url, "SELECT upper('чайник') AS word"))[0]["word"] == "ЧАЙНИК"
    await drop_database("kit_empty")


async def test_a_database_made_from_a_template_has_its_rows() -> None:
    await run(await create_database("kit_source"), "CREATE TABLE cup AS SELECT 7 AS n")
    copy = await create_database("kit_copy", template="kit_source")
    assert (await run(copy, "SELECT n FROM cup"))[0]["n"] == 7
    await drop_database("kit_copy")
    await drop_database("kit_source")


async def test_a_dropped_database_is_gone_though_somebody_is_connected() -> None:
    connection = await asyncpg.connect(await create_database("kit_busy"))
    await drop_database("kit_busy")
    names = await run(f"{cluster()}/postgres", "SELECT datname FROM pg_database")
    assert "kit_busy" not in {row["datname"] for row in names}
    connection.terminate()
