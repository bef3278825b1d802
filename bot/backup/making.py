"""Making a backup while the shop runs."""

from __future__ import annotations

import hmac
import tempfile
from contextlib import suppress
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from bot.backup.archive import FOLDERS, KEY, packing
from bot.backup.manifest import Manifest
from bot.backup.postgres import PostgresDatabase
from bot.backup.problems import BackupProblem
from bot.backup.sqlite import SqliteDatabase
from bot.config import Settings
from bot.database import sqlite_file
from domain.kit.clock import now

Database = SqliteDatabase | PostgresDatabase


def database_of(settings: Settings) -> Database:
    file = sqlite_file(settings)
    return SqliteDatabase(settings, file) if file else PostgresDatabase(settings)


def key_mark(secret: bytes) -> str:
    """Always the same for the same key, and nothing to guess it by."""
    return hmac.digest(secret, b"hawker backup", "sha256").hex()


async def make_backup(settings: Settings, target: Path, *, with_key: bool) -> Manifest:
    """Write everything into one file, which stands there whole or not at all. Raises `BackupProblem`.

    The database is copied first: whatever its rows name is in the folders already.
    """
    if with_key and not settings.has_secret:
        raise BackupProblem("There is no secret key yet that the backup could carry.")
    database = database_of(settings)
    taken_at = now()
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".hawker-backup-") as folder, packing(target) as packer:
        async with database.copied(Path(folder)) as (copy, facts):
            packer.file(database.member, copy)
        for name in FOLDERS:
            packer.folder(name, settings.data_dir / name)
        if with_key:
            packer.file(KEY, _key_in(Path(folder), settings.secret))
        mark = key_mark(settings.secret) if settings.has_secret else ""
        manifest = Manifest(version("hawker"), database.kind, taken_at.isoformat(), facts, mark, with_key)
        manifest = replace(manifest, files=packer.files)
        packer.end(manifest)
    await _note_erasures(settings, target, database)
    return manifest


async def _note_erasures(settings: Settings, target: Path, database: Database) -> None:
    """Who has been erased so far stands beside the backups too: older ones are restored without them."""
    from bot.backup.erasures import BESIDE, NAME, note_down, noted
    from domain.privacy.again import everybody_erased

    people = noted(settings.data_dir / NAME)
    with suppress(BackupProblem):  # it is of a version that erased nobody
        people |= {*await everybody_erased(database.asked)}
    note_down(settings.data_dir / NAME, people)
    note_down(target.parent / BESIDE, people)


def _key_in(folder: Path, secret: bytes) -> Path:
    path = folder / KEY
    path.touch(mode=0o600)
    path.write_bytes(secret)
    return path
