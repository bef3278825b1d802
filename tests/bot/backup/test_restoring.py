"""A backup comes back whole, or not at all."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

from bot.backup.archive import MANIFEST, verified
from bot.backup.making import database_of, make_backup
from bot.backup.problems import BackupProblem
from bot.backup.restoring import GAP, NUMBERS_GAP, restore
from bot.schema import known_migrations
from domain.doctor.examine import violations
from domain.kit.db import sql
from domain.outbox.restored import HELD
from domain.shop.models import Shop
from tests.bot.backup.conftest import SECRET, furnish, opened, place
from tests.bot.backup.hands import ON_SQLITE, manifest_with, tampered, untouched
from tests.kit.clock import Clock
from tests.kit.database import empty, somebody_writes

MONEY = """
SELECT (SELECT SUM(amount) FROM payment WHERE status = 'captured') AS came, (SELECT SUM(amount) FROM refund) AS back
"""


class Killed(BaseException):
    """The process ends here."""


async def test_everything_comes_back(taken):
    done = await restore(taken.to, taken.file)
    assert (done.found, done.aside, done.files) == ([], "", 2)
    async with opened(taken.to):
        assert await Shop.all().values_list("slug", flat=True) == ["market"]
        assert [int(v) for v in (await sql(MONEY))[0].values()] == [10900, 3300]
    pictures = [p.read_bytes() for p in taken.to.media_dir.rglob("*.png")]
    assert pictures == [b"a picture"]


async def test_the_manifest_says_what_is_inside(taken, kind):
    manifest = verified(taken.file)
    assert (manifest.kind, manifest.facts.migrations) == (kind, known_migrations())
    assert manifest.facts.counts["orders"] == 6
    assert manifest.facts.sums["market"]["captured EUR"] == 10900
    assert manifest.facts.sums["market"]["ledger customers EUR"] == -(10900 - 3300)
    assert not manifest.has_key


async def test_a_backup_made_while_others_write_is_of_one_instant(kind, tmp_path):
    """Its rows and its manifest agree, and nobody who writes has waited."""
    with Clock() as clock:
        async with empty(kind, tmp_path) as settings:
            await furnish(settings, clock)
            writing = asyncio.create_task(_keeps_writing(settings))
            await make_backup(settings, tmp_path / "a.tar", with_key=False)
            writing.cancel()
        async with place(kind, tmp_path / "new") as to:
            assert (await restore(to, tmp_path / "a.tar")).found == []


async def _keeps_writing(settings):
    for n in range(10_000):
        name = f"INSERT INTO counter (shop_id, name, value) VALUES (1, 'n{n}', 1)"
        await somebody_writes(settings, name)
        await asyncio.sleep(0.001)


async def test_where_a_shop_is_nothing_is_restored_without_force(taken):
    await restore(taken.to, taken.file)
    async with opened(taken.to):
        await sql("UPDATE shop SET name = 'Newer'")
    with pytest.raises(BackupProblem, match="--force"):
        await restore(taken.to, taken.file)
    async with opened(taken.to):
        assert (await sql("SELECT name FROM shop"))[0]["name"] == "Newer"


async def test_with_force_the_old_database_is_kept_aside(taken, kind):
    await restore(taken.to, taken.file)
    async with opened(taken.to):
        await sql("UPDATE shop SET name = 'Newer'")
    done = await restore(taken.to, taken.file, force=True)
    async with opened(taken.to):
        assert (await sql("SELECT name FROM shop"))[0]["name"] == "Market"
        assert await old_name(done.aside, kind) == "Newer"


async def old_name(aside, kind):
    if kind == "postgres":
        return (await sql(f"SELECT name FROM {aside.removeprefix('the schema ')}.shop"))[0]["name"]
    with closing(sqlite3.connect(aside)) as connection:
        return connection.execute("SELECT name FROM shop").fetchone()[0]


async def test_while_hawker_runs_nothing_is_restored(taken):
    await restore(taken.to, taken.file)
    async with opened(taken.to):
        await sql("SELECT 1")
        with pytest.raises(BackupProblem, match="stop Hawker first"):
            await restore(taken.to, taken.file, force=True)


@pytest.mark.parametrize(
    ("part", "change"),
    [("counts", lambda counts: {**counts, "orders": 7}), ("sums", lambda sums: {"market": {"captured EUR": 1}})],
)
async def test_rows_and_sums_that_are_not_those_of_the_backup_undo_it(taken, part, change):
    facts = manifest_with(facts=lambda facts: {**facts, part: change(facts[part])})
    with pytest.raises(BackupProblem, match="in the backup"):
        await restore(taken.to, tampered(taken.file, MANIFEST, facts))
    await untouched(taken.to)


async def test_when_it_goes_wrong_half_way_the_old_shop_is_there_again(taken, monkeypatch):
    await restore(taken.to, taken.file)
    async with opened(taken.to):
        await sql("UPDATE shop SET name = 'Newer'")

    async def breaks(settings):
        raise RuntimeError("power cut")

    monkeypatch.setattr("bot.backup.restoring.migrate", breaks)
    with pytest.raises(RuntimeError):
        await restore(taken.to, taken.file, force=True)
    async with opened(taken.to):
        assert (await sql("SELECT name FROM shop"))[0]["name"] == "Newer"
        assert await violations() == []


@ON_SQLITE
async def test_a_newer_backup_is_refused(taken):
    newer = manifest_with(facts=lambda facts: {**facts, "migrations": [*facts["migrations"], "0999_future"]})
    with pytest.raises(BackupProblem, match=r"newer Hawker .*0999_future"):
        await restore(taken.to, tampered(taken.file, MANIFEST, newer))
    await untouched(taken.to)


async def test_a_backup_of_the_other_kind_of_database_is_refused(taken, kind, tmp_path):
    async with place("postgres" if kind == "sqlite" else "sqlite", tmp_path / "third") as to:
        with pytest.raises(BackupProblem, match="HAWKER_DATABASE_URL says"):
            await restore(to, taken.file)


# --------------------------------------------------------------------------------------------------------- the key


@ON_SQLITE
async def test_without_the_key_of_the_backup_nothing_is_restored(taken):
    stranger = taken.to.model_copy(update={"secret_key": "another"})
    with pytest.raises(BackupProblem, match="another secret key"):
        await restore(stranger, taken.file)
    await untouched(taken.to)


@ON_SQLITE
async def test_on_request_the_rest_is_restored_and_the_doctor_says_what_stays_shut(taken):
    stranger = taken.to.model_copy(update={"secret_key": "another"})
    done = await restore(stranger, taken.file, other_key=True)
    assert [violation.code for violation in done.found] == ["G11.sealed"]


async def test_a_key_that_is_carried_is_put_in_its_place(sqlite, tmp_path):
    await make_backup(sqlite, tmp_path / "k.tar", with_key=True)
    async with place("sqlite", tmp_path / "new") as to:
        fresh = to.model_copy(update={"secret_key": ""})
        await restore(fresh, tmp_path / "k.tar")
    assert fresh.key_file.read_text() == SECRET
    assert fresh.key_file.stat().st_mode & 0o777 == 0o600


async def test_without_a_key_nothing_is_made_up(sqlite, tmp_path):
    await make_backup(sqlite, tmp_path / "k.tar", with_key=False)
    async with place("sqlite", tmp_path / "new") as to:
        fresh = to.model_copy(update={"secret_key": ""})
        with pytest.raises(BackupProblem, match="no secret key, and the backup does not carry it"):
            await restore(fresh, tmp_path / "k.tar")
    assert not fresh.key_file.exists()


# ------------------------------------------------------------------------------------------- what must not happen twice


async def test_ids_and_numbers_given_since_are_not_given_again(taken):
    await restore(taken.to, taken.file)
    async with opened(taken.to):
        newest = (await sql("SELECT MAX(id) AS id FROM shop"))[0]["id"]
        made = await Shop.create(slug="second", name="Second")
        assert made.id == newest + GAP + 1
        number = (await sql("SELECT value FROM counter WHERE name = 'order'"))[0]["value"]
        assert number == 1006 + NUMBERS_GAP


async def test_what_may_have_been_said_is_held_and_what_is_owed_is_done(kind, tmp_path):
    with Clock() as clock:
        async with empty(kind, tmp_path) as settings:
            market = await furnish(settings, clock)
            await sql("UPDATE outbox SET status = 'waiting' WHERE topic IN ('order.paid', 'digital.deliver')")
            await market.order(await market.buyer("zoe"), (1, 1), payment="transfer")
            await make_backup(settings, tmp_path / "a.tar", with_key=False)
        async with place(kind, tmp_path / "new") as to:
            done = await restore(to, tmp_path / "a.tar")
            async with opened(to):
                waiting = {row["topic"] for row in await sql("SELECT topic FROM outbox WHERE status = 'waiting'")}
                held = {row["topic"] for row in await sql("SELECT topic FROM outbox WHERE error = $1", HELD)}
    assert held == set(done.held) >= {"order.paid", "order.placed"}
    assert waiting == {"digital.deliver", "order.pay_soon"} & waiting
    assert "order.pay_soon" in waiting


async def test_a_restore_that_was_cut_off_is_undone_by_the_next(taken, monkeypatch):
    """Killed before the new database took its place: what it left is swept away, the old shop was never lost."""
    await restore(taken.to, taken.file)
    async with opened(taken.to):
        await sql("UPDATE shop SET name = 'Newer'")

    async def stays(*_):
        return None

    async def killed(_settings):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("bot.backup.restoring.migrate", killed)
        patched.setattr("bot.backup.postgres.PostgresDatabase._back", stays)
        patched.setattr("bot.backup.sqlite._remove", lambda _file: None)
        with pytest.raises(Killed):
            await restore(taken.to, taken.file, force=True)
    done = await restore(taken.to, taken.file, force=True)
    async with opened(taken.to):
        assert (await sql("SELECT name FROM shop"))[0]["name"] == "Market"
        assert await old_name(done.aside, database_of(taken.to).kind) == "Newer"
