"""Who was erased stays erased, however old the backup that comes back."""

import dataclasses

from bot.backup.erasures import BESIDE, NAME, note_down, noted
from bot.backup.making import make_backup
from bot.backup.restoring import restore
from bot.erasures import Erasures
from domain.joining.by_hand import merge
from domain.kit.db import sql, transaction
from domain.privacy.actions import erase, forget
from tests.bot.backup.conftest import furnish, opened, place
from tests.kit.clock import Clock
from tests.kit.database import empty

PHONES = "SELECT COUNT(*) AS n FROM customer WHERE phone <> ''"


async def people(*names):
    rows = await sql("SELECT id, name, phone FROM customer ORDER BY id")
    return [row["id"] for name in names for row in rows if row["name"] == name]


async def story(kind, folder):
    """A backup, three erasures after it (one of a customer two had become), and the note of a second backup."""
    with Clock() as clock:
        async with empty(kind, folder) as settings:
            market = await furnish(settings, clock)
            twins = [(await market.stranger(name)).id for name in ("fay", "gus")]
            await make_backup(settings, folder / "old.tar", with_key=False)
            assert not (folder / BESIDE).exists()
            anna, emil, cleo = await people("Anna", "Emil", "Cleo")
            async with transaction():
                await forget(market.by, anna)  # what she had under way in the backup has ended since
            await erase(market.owner, emil)
            await merge(market.owner, *twins)
            await erase(market.owner, twins[0])
            await Erasures(settings).note({"customer_id": emil}, market.by)
            assert [one.customer_id for one in noted(settings.data_dir / NAME)] == [emil]
            await make_backup(settings, folder / "new.tar", with_key=False)
    return sorted((anna, emil, *twins)), cleo


async def test_an_older_backup_brings_nobody_back(kind, tmp_path):
    erased, cleo = await story(kind, tmp_path)
    beside = tmp_path / BESIDE
    assert sorted(one.customer_id for one in noted(beside)) == erased
    (sample, *_) = noted(beside)
    note_down(beside, [dataclasses.replace(sample, customer_id=cleo, mark="0" * 16)])  # of another installation
    async with place(kind, tmp_path / "there") as to:
        done = await restore(to, tmp_path / "old.tar")
        assert (done.erased, done.found) == (len(erased), [])
        for note in (beside, to.data_dir / NAME):
            note.unlink()
        done = await restore(to, tmp_path / "old.tar", force=True)  # the database that was here knows of them
        assert done.erased == len(erased)
        async with opened(to):
            rows = await sql("SELECT id FROM customer WHERE erased_at IS NOT NULL ORDER BY id")
            assert [row["id"] for row in rows] == erased
            assert await people("Anna", "Emil", "Fay", "Gus") == []
            assert await people("Cleo") == [cleo]


def test_a_note_is_added_to_once_and_a_line_that_was_cut_off_is_passed_over(tmp_path):
    note = tmp_path / NAME
    note.write_text("2026-11-12T09:00:00+00:00 1 7 " + "a" * 16 + "\n2026-11-12T09:00:0")
    (seven,) = noted(note)
    eight = dataclasses.replace(seven, customer_id=8)
    for _ in range(2):
        note_down(note, [seven, eight])
    assert {one.customer_id for one in noted(note)} == {7, 8}
    assert len(note.read_text().splitlines()) == 3
