"""`hawker backup` and `hawker restore` as an operator meets them."""

import argparse
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tortoise.backends.base.executor import EXECUTOR_CACHE

from bot.backup.archive import verified
from bot.backup.making import make_backup
from bot.backup.manifest import facts_of
from bot.backup.postgres import program
from bot.commands import backup
from bot.config import Settings
from bot.database import sqlite_file
from bot.schema import known_migrations
from tests.bot.backup.conftest import place
from tests.kit.database import empty
from tests.kit.market import Market

OLD = Path(__file__).parents[2] / "upgrades" / "0007.sql"


def words(command, *given):
    parser = argparse.ArgumentParser()
    backup.arguments(command, parser)
    return argparse.Namespace(command=command, **vars(parser.parse_args([str(word) for word in given])))


def installation(folder, **more):
    return Settings(**{"data_dir": folder, "database_url": "", "secret_key": "", **more})


async def call(settings, command, *given):
    EXECUTOR_CACHE.clear()
    return await backup.run(words(command, *given), settings)


@pytest.fixture
async def made(tmp_path, capsys):
    """A backup of a shop with a key of its own, made by the command, and what it said."""
    async with empty("sqlite", tmp_path) as settings:
        await Market.open()
        file = tmp_path / "backups" / "shop.tar"
        assert await backup.run(words("backup", file), settings) == 0
    return file, capsys.readouterr().out


async def test_it_says_what_is_inside_and_where_the_key_is(made):
    file, said = made
    assert "1 shop, 0 orders, 0 payments, 0 files" in said
    assert "It does not carry the secret key (HAWKER_SECRET_KEY): keep that apart." in said
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["shop.tar"]


async def test_carrying_the_key_it_says_so(tmp_path, capsys):
    async with empty("sqlite", tmp_path) as settings:
        assert await backup.run(words("backup", tmp_path / "k.tar", "--with-key"), settings) == 0
    assert "It carries the secret key: whoever has this file can open everything in it." in capsys.readouterr().out


async def test_without_a_database_there_is_nothing_to_back_up(tmp_path, capsys):
    assert await call(installation(tmp_path), "backup", tmp_path / "a.tar") == 2
    assert "There is no database at" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
async def test_without_a_shop_there_is_nothing_to_back_up(kind, tmp_path, capsys):
    async with place(kind, tmp_path) as settings:
        if kind == "sqlite":
            sqlite_file(settings).touch()
        assert await call(settings, "backup", tmp_path / "a.tar") == 2
    assert "There is no shop in the database yet." in capsys.readouterr().err
    assert not (tmp_path / "a.tar").exists()


async def test_without_postgresqls_programs_it_says_which(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("bot.backup.postgres._PLACES", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    async with place("postgres", tmp_path) as settings:
        assert await call(settings, "backup", tmp_path / "a.tar") == 2
    assert "pg_dump was not found." in capsys.readouterr().err


async def test_a_server_that_does_not_answer_is_told(tmp_path, capsys):
    away = installation(tmp_path, database_url="postgres://nobody@127.0.0.1:1/shop")
    assert await call(away, "backup", tmp_path / "a.tar") == 2
    assert "The database does not answer" in capsys.readouterr().err


def test_the_program_of_the_servers_own_version_is_taken(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.backup.postgres._PLACES", (f"{tmp_path}/*/bin".lstrip("/"),))
    monkeypatch.setattr("bot.backup.postgres._major", lambda place: int(place.parent.name))
    for version in ("9", "15", "17"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "pg_dump").touch()
    assert [program("pg_dump", server).parts[-3] for server in (15, 16)] == ["15", "17"]


async def test_a_backup_that_fails_leaves_the_one_before(tmp_path, made, monkeypatch):
    file, _ = made
    before = file.read_bytes()

    def broken(*_):
        raise OSError("No space left on device")

    monkeypatch.setattr("bot.backup.archive.Packer.end", broken)
    with pytest.raises(OSError, match="No space"):
        await make_backup(
            installation(tmp_path, database_url=f"sqlite://{tmp_path}/shop.sqlite3"), file, with_key=False
        )
    assert (file.read_bytes(), [path.name for path in file.parent.iterdir()]) == (before, ["shop.tar"])


async def test_restored_it_says_as_of_when_and_what_the_doctor_says(tmp_path, made, capsys):
    file, _ = made
    to = installation(tmp_path / "new", secret_key="test-secret")
    assert await call(to, "restore", file) == 0
    said = capsys.readouterr().out
    assert "Restored as of" in said
    assert "Payments made since are looked for as soon as Hawker runs." in said
    assert said.endswith("Everything adds up.\n")


async def test_refused_it_says_why_and_ends_by_two(tmp_path, capsys):
    other = tmp_path / "letter.txt"
    other.write_text("Dear Anna")
    assert await call(installation(tmp_path / "new"), "restore", other) == 2
    assert capsys.readouterr().err == "hawker: letter.txt is not a backup made by Hawker. Nothing was changed.\n"
    assert await call(installation(tmp_path / "new"), "restore", tmp_path / "nowhere.tar") == 2
    assert capsys.readouterr().err.startswith("hawker: There is no file at")


async def test_a_backup_of_an_older_version_is_brought_to_this_one(tmp_path, capsys):
    """Its rows and its money are those of then, its tables those of today."""
    old = installation(tmp_path, database_url=f"sqlite://{tmp_path}/old.sqlite3")
    with closing(sqlite3.connect(sqlite_file(old))) as connection:
        connection.executescript(OLD.read_text(encoding="utf-8"))
    await make_backup(old, tmp_path / "old.tar", with_key=False)
    was = verified(tmp_path / "old.tar").facts
    to = installation(tmp_path / "new")
    assert await call(to, "restore", tmp_path / "old.tar") in (0, 1)
    is_now = await facts(sqlite_file(to))
    assert (max(was.migrations)[:4], is_now.migrations) == ("0007", known_migrations())
    assert (is_now.sums, is_now.counts["orders"]) == (was.sums, was.counts["orders"])


async def facts(file):
    with closing(sqlite3.connect(file)) as connection:

        async def ask(statement):
            return connection.execute(statement).fetchall()

        return await facts_of(ask, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
