"""Bringing a backup back: looked through before anything is changed, worked on aside, put in place when it adds up."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.backup.archive import KEY, unpack, unpack_folders, verified
from bot.backup.making import Database, database_of, key_mark
from bot.backup.manifest import Facts, Manifest, differences
from bot.backup.problems import BackupProblem, Damaged
from bot.config import Settings
from bot.database import database, migrate
from bot.schema import known_migrations
from domain.kit.clock import now

if TYPE_CHECKING:
    from domain.doctor.rule import Violation

GAP = 100_000
NUMBERS_GAP = 1_000
# asked of a provider by a key of ours, or about our own rows alone: harmless twice, and owed if it was not done
HARMLESS = frozenset(
    {
        "refund.send",
        "payment.close",
        "digital.deliver",
        "paper.issue",
        "paper.credit",
        "product.changed",
        "words.changed",
        "category.changed",
        "customer.erased",
    }
)


@dataclass(frozen=True, slots=True)
class Restored:
    """How it went. `aside` is where the old database is now, `held` what was not sent again, by topic.

    `erased` people were erased since the backup, and are again.
    """

    manifest: Manifest
    aside: str
    files: int
    held: Mapping[str, int]
    erased: int = 0
    found: list[Violation] = field(default_factory=list)


async def restore(settings: Settings, archive: Path, *, force: bool = False, other_key: bool = False) -> Restored:
    """Bring the backup back. Raises `BackupProblem`; nothing has been changed then.

    `force` puts aside what is there; `other_key` goes on though sealed words will stay shut.
    """
    manifest = verified(archive)
    target = database_of(settings)
    _check_fits(manifest, target)
    key = _key_to_write(settings, manifest, other_key=other_key)
    if (there := await target.shops()) and not force:
        raise BackupProblem(
            f"There {'is a shop' if there == 1 else f'are {there} shops'} here already. With --force the old database "
            "is put aside and the backup takes its place. Nothing was changed."
        )
    await target.check_unused()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    await _gather_erasures(settings, archive, target if there else None)
    async with target.beside(archive) as beside:
        held = await _worked_on(target, beside, manifest)
        erased = await _erased_again(beside)
        files = unpack_folders(archive, settings.data_dir, manifest.files)
    if key:
        unpack(archive, KEY, settings.key_file)
    aside = await target.take_place(f"{now():%Y%m%d_%H%M%S}", keep=bool(there))
    return Restored(manifest, aside, files, held, erased, await _examined(settings))


async def _gather_erasures(settings: Settings, archive: Path, old: Database | None) -> None:
    """Into the note of the data folder goes what lies beside the backup, and what the old database knows."""
    from bot.backup.erasures import BESIDE, NAME, note_down, noted
    from domain.privacy.again import everybody_erased

    note_down(settings.data_dir / NAME, noted(archive.parent / BESIDE))
    if old:
        with suppress(BackupProblem):  # it is broken, or of a version that erased nobody
            note_down(settings.data_dir / NAME, await everybody_erased(old.asked))


async def _erased_again(beside: Settings) -> int:
    from bot.backup.erasures import NAME, noted
    from domain.privacy.again import erase_again

    async with database(beside):
        return await erase_again(noted(beside.data_dir / NAME))


def _check_fits(manifest: Manifest, target: Database) -> None:
    if manifest.kind != target.kind:
        words = {"sqlite": "an SQLite file", "postgres": "PostgreSQL"}
        raise BackupProblem(
            f"This backup is of {words.get(manifest.kind, manifest.kind)}, and HAWKER_DATABASE_URL says "
            f"{words[target.kind]}. Nothing was changed."
        )
    unknown = sorted(set(manifest.facts.migrations) - set(known_migrations()))
    if unknown:
        raise BackupProblem(
            f"This backup was made by a newer Hawker ({manifest.version}, {unknown[-1]}): update this one first. "
            "Nothing was changed."
        )
    if target.member not in manifest.files:
        raise Damaged("it has no database in it")


def _key_to_write(settings: Settings, manifest: Manifest, *, other_key: bool) -> bool:
    """Whether the backup's key goes into the file. Raises `BackupProblem` where another one would be used."""
    if not manifest.key_mark or (settings.has_secret and key_mark(settings.secret) == manifest.key_mark):
        return False
    if not settings.has_secret and manifest.has_key:
        return True
    if other_key:
        return False
    why = "has another secret key" if settings.has_secret else "has no secret key, and the backup does not carry it"
    raise BackupProblem(
        f"This installation {why}. Put the key of the backup into {settings.key_file} or HAWKER_SECRET_KEY: without it "
        "keys for buyers, provider keys and bot tokens stay shut. --other-key restores the rest. Nothing was changed."
    )


async def _worked_on(target: Database, beside: Settings, manifest: Manifest) -> Mapping[str, int]:
    """The restored database compared with the backup, brought to this version, and kept from doing things twice."""
    _compare(manifest.facts, await target.facts(beside), rows=True)
    await migrate(beside)
    _compare(manifest.facts, await target.facts(beside), rows=False)
    await target.number_on(beside, GAP)
    async with database(beside):
        return await _marked(manifest.moment)


def _compare(was: Facts, is_now: Facts, *, rows: bool) -> None:
    wrong = differences(was.counts, is_now.counts) if rows else []
    for slug in sorted({*was.sums, *is_now.sums}):
        sums = differences(was.sums.get(slug, {}), is_now.sums.get(slug, {}))
        wrong += [f"{slug}, {line}" for line in sums]
    if wrong:
        raise Damaged("; ".join(wrong[:5]))


async def _marked(taken_at: datetime) -> dict[str, int]:
    """Numbers of orders go on after a gap, what may have been said is held, and providers are asked from then on."""
    from domain.audit.actions import record
    from domain.kit.actor import system
    from domain.kit.db import transaction
    from domain.outbox.restored import hold_unsure
    from domain.payments.accounts import look_again
    from domain.shop.actions import skip_numbers
    from domain.shop.queries import shops

    async with transaction():
        held = await hold_unsure(HARMLESS)
        await look_again(taken_at)
        for shop in await shops():
            by = system(shop.id)
            await skip_numbers(by, "order", NUMBERS_GAP)
            await record(by, "backup.restored", "shop", {"taken_at": taken_at.isoformat(), "held": held})
    return held


async def _examined(settings: Settings) -> list[Violation]:
    from domain.digital.store import open_folder
    from domain.doctor.examine import violations
    from domain.doctor.rules import BESIDE, BOOKS
    from domain.kit.db import snapshot
    from domain.kit.vault import unlock

    unlock(settings.secret if settings.has_secret else b"nobody has one yet")
    open_folder(settings.files_dir)
    async with database(settings), snapshot():
        return await violations((*BOOKS, *BESIDE))
